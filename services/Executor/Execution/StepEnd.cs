using Orchestra.Engine.Execution;

namespace Orchestra.Executor.Execution;

/// <summary>How a step's turn ended.</summary>
/// <param name="Progress">Whether the run goes on.</param>
/// <param name="Verdict">What the journal holds of it; null when nothing was written.</param>
internal sealed record StepEnd(StepProgress Progress, StepVerdict? Verdict = null)
{
    public static StepEnd Lost { get; } = new(StepProgress.Lost);

    public static StepEnd Cancelled { get; } = new(StepProgress.Cancelled);
}
