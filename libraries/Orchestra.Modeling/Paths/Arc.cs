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

    /// <summary>For an arc of kind <see cref="ArcKind.Throw"/>: the way into the scope that is interrupted; null for the whole process.</summary>
    public Vertex? Interrupts { get; init; }

    /// <summary>Whether that scope is left too, by a boundary event of it.</summary>
    public bool EndsScope { get; init; }

    /// <summary>Whether a <see cref="VertexKind.Choice"/> takes it only where it takes no optional one.</summary>
    public bool IsDefault => Edge is { IsDefault: true };

    /// <summary>Whether a <see cref="VertexKind.Choice"/> always takes it.</summary>
    public bool IsMandatory =>
        Kind == ArcKind.Normal || (Edge is { IsDefault: false, Condition: null } && Source.Origin?.Type < NodeType.ExclusiveGateway);

    /// <summary>The outcome of a decision that it stands for: a flow, an event, or the activity itself where none interferes.</summary>
    public string? Outcome => Edge?.Id ?? (Kind == ArcKind.Normal ? Source.Subject : Target.Node?.Id);
}
