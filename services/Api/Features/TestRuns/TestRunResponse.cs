using Orchestra.Contracts.Runs;
using Orchestra.Runs.Reading;

namespace Orchestra.Api.Features.TestRuns;

internal sealed record TestRunResponse(
    Guid Id,
    Guid? SuiteRunId,
    Guid ScenarioId,
    int ScenarioVersion,
    RunMode Mode,
    int StartStepIndex,
    RunStatus Status,
    int Priority,
    string CorrelationId,
    int Attempt,
    bool CancelRequested,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    string CreatedBy,
    string? Reason
)
{
    public static TestRunResponse Of(RunRow row) =>
        new(
            row.Id,
            row.SuiteRunId,
            row.ScenarioId,
            row.ScenarioVersion,
            row.Mode,
            row.StartStepIndex,
            row.Status,
            row.Priority,
            row.CorrelationId,
            row.Attempt,
            row.CancelRequested,
            row.CreatedAt,
            row.StartedAt,
            row.FinishedAt,
            row.CreatedBy,
            // Asked to stop it may have ended by itself.
            row.Status
                is RunStatus.Skipped
                    or RunStatus.Cancelled
                ? row.Reason
                : null
        );
}
