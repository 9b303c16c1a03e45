using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Paths;

/// <summary>A step from one vertex to another.</summary>
internal sealed class Arc
{
    /// <summary>Position in <see cref="FlatGraph.Arcs"/>.</summary>
    public required int Index { get; init; }

    /// <summary>What it stands for.</summary>
    public required ArcKind Kind { get; init; }

    /// <summary>Where it begins.</summary>
    public required Vertex Source { get; init; }

    /// <summary>Where it leads.</summary>
    public required Vertex Target { get; init; }

    /// <summary>The sequence flow; null for the other kinds.</summary>
    public GraphEdge? Edge { get; init; }

    /// <summary>For a back edge: the most times that one path takes it; null for every other arc.</summary>
    public int? Bound { get; set; }
}
