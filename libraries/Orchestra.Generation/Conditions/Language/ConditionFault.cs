namespace Orchestra.Generation.Conditions.Language;

/// <summary>Why a condition was not understood.</summary>
/// <param name="Column">Where, from 1, in the text as given.</param>
/// <param name="Message">What stands there and what was expected.</param>
internal sealed record ConditionFault(int Column, string Message)
{
    public override string ToString() => $"column {Column}: {Message}";
}
