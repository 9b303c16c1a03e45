namespace Orchestra.Contracts.Processes;

/// <summary>The nodes and flows of one process (one participant).</summary>
public sealed record ProcessGraph
{
    /// <summary>The process id of the source.</summary>
    public required string Id { get; init; }

    /// <summary>The process name; null when the source has none.</summary>
    public string? Name { get; init; }

    /// <summary>The name of the pool that holds the process, or its id where it has no name; null without a collaboration.</summary>
    public string? Participant { get; init; }

    /// <summary>The element id of the pool; null without a collaboration.</summary>
    public string? ParticipantId { get; init; }

    /// <summary>All flow nodes, those of sub-processes too (see <see cref="GraphNode.Parent"/>), in the order of the source.</summary>
    public required IReadOnlyList<GraphNode> Nodes { get; init; }

    /// <summary>All sequence flows, in the order of the source.</summary>
    public required IReadOnlyList<GraphEdge> Edges { get; init; }

    /// <summary>The lanes, in the order of the source.</summary>
    public IReadOnlyList<Lane> Lanes { get; init; } = [];

    /// <summary>Its data objects and data stores, in the order of the source.</summary>
    public IReadOnlyList<DataElement> Data { get; init; } = [];
}
