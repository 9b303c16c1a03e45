using Orchestra.Contracts.Runs;

namespace Orchestra.Contracts.Reports;

/// <summary>What a run did.</summary>
public sealed record RunReport
{
    /// <summary>The newest version that this code writes.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>Version of this shape in stored JSON; readers accept the one before.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The run.</summary>
    public required Guid RunId { get; init; }

    /// <summary>Its suite run; null for a single run.</summary>
    public Guid? SuiteRunId { get; init; }

    /// <summary>Key of the scenario: stable over runs and regenerations.</summary>
    public required string ScenarioKey { get; init; }

    /// <summary>Name of the scenario.</summary>
    public required string ScenarioName { get; init; }

    /// <summary>Version of the scenario.</summary>
    public int ScenarioVersion { get; init; }

    /// <summary>Name of the environment.</summary>
    public required string Environment { get; init; }

    /// <summary>How it went through its steps.</summary>
    public required RunMode Mode { get; init; }

    /// <summary>Its state.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Why it was skipped, or cancelled by its suite run.</summary>
    public string? Reason { get; init; }

    /// <summary>Sent with every outgoing call.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>Times that an executor took the run over.</summary>
    public int Attempt { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its first executor claimed it.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>From start to end, in milliseconds.</summary>
    public double? DurationMs { get; init; }

    /// <summary>The steps, by index.</summary>
    public required IReadOnlyList<StepReport> Steps { get; init; }

    /// <summary>Planned path against what was seen.</summary>
    public PathComparison? Path { get; init; }
}
