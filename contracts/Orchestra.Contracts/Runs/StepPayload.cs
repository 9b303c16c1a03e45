using System.Text.Json.Nodes;

namespace Orchestra.Contracts.Runs;

/// <summary>What the journal keeps of a step besides its state.</summary>
public sealed record StepPayload
{
    /// <summary>The newest version that this code writes.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>Version of this shape in stored JSON; readers accept the one before.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>What was sent; null when nothing was.</summary>
    public HttpRequestRecord? Request { get; init; }

    /// <summary>What came back; null when nothing did.</summary>
    public HttpResponseRecord? Response { get; init; }

    /// <summary>What a step of another channel than HTTP sent, masked; its members are the channel's (docs/plugins.md).</summary>
    public JsonObject? Sent { get; init; }

    /// <summary>DB: the rows that came, as <c>{rows, rowCount, truncated}</c>.</summary>
    public JsonObject? DbResult { get; init; }

    /// <summary>KAFKA, QUEUE: the message that was published or found.</summary>
    public JsonObject? Message { get; init; }

    /// <summary>All that was wrong.</summary>
    public IReadOnlyList<Violation> Violations { get; init; } = [];

    /// <summary>Exported values.</summary>
    public JsonObject? Exports { get; init; }

    /// <summary>ASSERTION: how often was looked.</summary>
    public int? Polls { get; init; }

    /// <summary>ASSERTION: milliseconds until the rules held.</summary>
    public long? SettlingTimeMs { get; init; }

    /// <summary>Evidence edges whose rules held.</summary>
    public IReadOnlyList<string>? ObservedEdges { get; init; }

    /// <summary>Evidence edges with a rule that was judged and did not hold: the SUT went another way.</summary>
    public IReadOnlyList<string>? BrokenEdges { get; init; }

    /// <summary>The alias of the assertion that saw the step's effect; null where its answer was seen.</summary>
    public string? VerifiedBy { get; init; }

    /// <summary>Parts that were too large for the journal: their beginnings stand here, the whole of each is an artifact. Null where none was.</summary>
    public IReadOnlyList<ArtifactMark>? Artifacts { get; init; }

    /// <summary>Exports that hold what is hidden in a part that was cut: they are hidden whole whenever the step is shown.</summary>
    public IReadOnlyList<string>? HiddenExports { get; init; }

    /// <summary>Why a step was skipped, is unknown or was decided without being sent.</summary>
    public string? Reason { get; init; }
}
