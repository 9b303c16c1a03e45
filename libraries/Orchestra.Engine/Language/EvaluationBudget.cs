namespace Orchestra.Engine.Language;

/// <summary>Counts what one render or one query costs and ends it when a limit is reached.</summary>
internal sealed class EvaluationBudget(LanguageLimits limits)
{
    private long _steps;
    private long _bytes;

    public LanguageLimits Limits { get; } = limits;

    public void Step(long count = 1)
    {
        _steps += count;
        if (_steps > Limits.MaxSteps)
        {
            throw new EvaluationException(LanguageFaultKind.Limit, $"evaluation takes more than {Limits.MaxSteps} steps");
        }
    }

    public void Output(long bytes)
    {
        _bytes += bytes;
        if (_bytes > Limits.MaxOutputBytes)
        {
            throw new EvaluationException(LanguageFaultKind.Limit, $"the result is larger than {Limits.MaxOutputBytes} bytes");
        }
    }
}
