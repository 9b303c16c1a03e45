using Orchestra.Contracts.Runs;

namespace Orchestra.Runs.Reading;

/// <summary>A run as lists and its own page show it.</summary>
public sealed record RunRow(
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
    long LastSeq,
    bool CancelRequested,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    string CreatedBy,
    string TriggeredBy,
    string? Reason = null
);
