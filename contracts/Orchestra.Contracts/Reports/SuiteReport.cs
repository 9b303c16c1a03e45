using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Contracts.Reports;

/// <summary>What a suite run did.</summary>
public sealed record SuiteReport
{
    /// <summary>The newest version that this code writes.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>Version of this shape in stored JSON; readers accept the one before.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The suite run.</summary>
    public required Guid SuiteRunId { get; init; }

    /// <summary>The suite.</summary>
    public required Guid SuiteId { get; init; }

    /// <summary>Name of the suite.</summary>
    public required string SuiteName { get; init; }

    /// <summary>Name of the environment.</summary>
    public required string Environment { get; init; }

    /// <summary>Its state.</summary>
    public required SuiteRunStatus Status { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its first run started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its last run ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>From start to end, in milliseconds.</summary>
    public double? DurationMs { get; init; }

    /// <summary>What the suite covers.</summary>
    public SuiteCoverage? Coverage { get; init; }

    /// <summary>Tasks of the process without a step.</summary>
    public IReadOnlyList<UnboundTask> Unbound { get; init; } = [];

    /// <summary>Runs by state.</summary>
    public required IReadOnlyDictionary<RunStatus, int> Totals { get; init; }

    /// <summary>The runs, in the order of the suite.</summary>
    public required IReadOnlyList<RunReport> Runs { get; init; }
}
