using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Features.Reports.Allure;

/// <summary>Allure's words for states: <c>failed</c> is the system under test, <c>broken</c> is what could not be judged.</summary>
internal static class AllureStatus
{
    public static string Of(StepStatus status) =>
        status switch
        {
            StepStatus.Passed or StepStatus.Flaky => "passed",
            StepStatus.Failed => "failed",
            StepStatus.Broken => "broken",
            StepStatus.Skipped or StepStatus.Pending => "skipped",
            _ => "unknown",
        };

    public static string Of(RunStatus status) =>
        status switch
        {
            RunStatus.Passed => "passed",
            RunStatus.Failed => "failed",
            RunStatus.Broken or RunStatus.FailedStuck => "broken",
            RunStatus.Skipped or RunStatus.Cancelled => "skipped",
            _ => "unknown",
        };
}
