namespace Orchestra.Contracts.Processes;

/// <summary>A process source as the generator sees it: one graph for each process of the file.</summary>
public sealed record ControlFlowGraph
{
    /// <summary>The newest version that this code writes.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>Version of this shape in stored JSON; readers accept the one before.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The processes, in the order of the source.</summary>
    public required IReadOnlyList<ProcessGraph> Processes { get; init; }

    /// <summary>The messages between pools, in the order of the source.</summary>
    public IReadOnlyList<MessageFlow> MessageFlows { get; init; } = [];

    /// <summary>The pools, those without a process too, in the order of the source.</summary>
    public IReadOnlyList<Participant> Participants { get; init; } = [];

    /// <summary>What was understood but is not covered yet, and what was guessed.</summary>
    public IReadOnlyList<ImportWarning> Warnings { get; init; } = [];
}
