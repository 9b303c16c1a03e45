using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Features.Reports.Html;

/// <summary>What the states mean, in one sentence each.</summary>
internal static class Legend
{
    public static string Of(StepStatus status) =>
        status switch
        {
            StepStatus.Pending => "Not started.",
            StepStatus.Running => "Sent, or about to be.",
            StepStatus.Passed => "As expected.",
            StepStatus.Failed => "The system under test was wrong.",
            StepStatus.Flaky => "Passed, but only by retrying.",
            StepStatus.Skipped => "Not run.",
            StepStatus.Broken => "Could not be judged: the network, the step itself or our own side failed.",
            _ => "It may have taken effect: it was sent, no answer was recorded, and sending it again was not safe.",
        };

    public static string Of(RunStatus status) =>
        status switch
        {
            RunStatus.Pending => "Accepted; waits for its turn.",
            RunStatus.Queued => "Waits for an executor.",
            RunStatus.InProgress => "An executor is at it.",
            RunStatus.Passed => "Every step passed.",
            RunStatus.Failed => "The system under test was wrong.",
            RunStatus.Broken => "It could not be judged.",
            RunStatus.FailedStuck => "Its executors died more often than allowed.",
            RunStatus.Cancelled => "Somebody stopped it.",
            _ => "What it depends on can no longer be met.",
        };
}
