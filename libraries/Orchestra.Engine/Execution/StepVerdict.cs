using Orchestra.Contracts.Runs;

namespace Orchestra.Engine.Execution;

/// <summary>How an attempt ended.</summary>
/// <param name="Status">PASSED, FAILED, BROKEN, SKIPPED or UNKNOWN.</param>
/// <param name="Payload">What was sent and came back, masked, and everything that was wrong.</param>
public sealed record StepVerdict(StepStatus Status, StepPayload Payload)
{
    /// <summary>The state that violations amount to: a wrong SUT wins over what could not be judged.</summary>
    public static StepStatus StatusOf(IReadOnlyCollection<Violation> violations)
    {
        if (violations.Count == 0)
        {
            return StepStatus.Passed;
        }

        return violations.Any(violation => !IsOurs(violation.Type)) ? StepStatus.Failed : StepStatus.Broken;
    }

    private static bool IsOurs(ViolationType type) =>
        type is ViolationType.ValidationError or ViolationType.NetworkError or ViolationType.OutboundBlocked;
}
