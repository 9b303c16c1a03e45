using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Engine.Execution;

/// <summary>Whether a decided retry follows an attempt; each is an attempt row of its own.</summary>
public static class RetryDecision
{
    private static readonly IReadOnlyList<RetryCause> Default = [RetryCause.Broken];

    /// <summary>The pause before the next attempt, doubled for each further one; null when there is none.</summary>
    public static TimeSpan? PauseAfter(ScenarioStep step, int attempt, StepStatus status)
    {
        var policy = step.Action.Meta.Retry;
        if (policy is null || attempt >= policy.MaxAttempts)
        {
            return null;
        }

        var causes = policy.On ?? Default;
        var applies = status switch
        {
            StepStatus.Broken => causes.Contains(RetryCause.Broken),
            StepStatus.Failed => causes.Contains(RetryCause.Failed),
            _ => false,
        };
        return applies ? TimeSpan.FromMilliseconds(policy.BackoffMs * Math.Pow(2, Math.Min(attempt - 1, 16))) : null;
    }
}
