using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;
using Orchestra.Runs.Journal;

namespace Orchestra.Executor.Execution;

/// <summary>What becomes of a step that an earlier owner of the run began and never ended, where it is not sent again.</summary>
internal static class ResumeVerdicts
{
    private const string FellSilent = "its executor fell silent after the request may have gone out";

    /// <summary>It took effect, by what the assertion saw.</summary>
    public static StepVerdict Verified(StepEntry entry, ScenarioStep assertion, StepVerdict look) =>
        new(
            StepStatus.Passed,
            entry.Payload with
            {
                VerifiedBy = assertion.Alias,
                Polls = look.Payload.Polls,
                SettlingTimeMs = look.Payload.SettlingTimeMs,
                Reason = $"verified by {assertion.Alias}: it took effect; {FellSilent}, and no answer was seen",
            }
        );

    /// <summary>Nobody can say whether it took effect.</summary>
    public static StepVerdict Unverified(StepEntry entry, string why) =>
        new(StepStatus.Unknown, entry.Payload with { Reason = $"{FellSilent}, and {why}: it was not sent again" });

    /// <summary>Why the look could not tell. Codes only: what it saw is not this step's, and may be hidden.</summary>
    public static string Told(ScenarioStep assertion, StepVerdict look) =>
        $"{assertion.Alias}, which should verify it, could not tell ({string.Join(", ", look.Payload.Violations.Select(violation => violation.Code).Distinct().Prepend(Runs.States.WireNames.Of(look.Status)))})";

    /// <summary>It is not sent again, and nothing looked.</summary>
    public static StepVerdict Undecided(ResumeAction action, StepEntry entry)
    {
        return action == ResumeAction.Fail
            ? new StepVerdict(
                StepStatus.Failed,
                entry.Payload with
                {
                    Reason = $"{FellSilent}; onResume is FAIL",
                    Violations = [new Violation(ViolationType.Timeout, "resume", $"no answer was seen: {FellSilent}")],
                }
            )
            : new StepVerdict(
                StepStatus.Unknown,
                entry.Payload with
                {
                    Reason = $"{FellSilent}, and the operation declares no Idempotency-Key: it was not sent again",
                }
            );
    }
}
