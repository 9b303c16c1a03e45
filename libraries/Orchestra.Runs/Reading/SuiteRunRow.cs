using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;

namespace Orchestra.Runs.Reading;

/// <summary>A suite run as its page shows it.</summary>
public sealed record SuiteRunRow(
    Guid Id,
    Guid SuiteId,
    string SuiteName,
    string EnvironmentName,
    SuiteRunStatus Status,
    RunMode Mode,
    JsonObject Details,
    long LastSeq,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    string CreatedBy,
    bool StopOnFailure = false,
    Guid? RerunOf = null
);
