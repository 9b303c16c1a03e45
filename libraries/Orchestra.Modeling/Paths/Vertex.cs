using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Paths;

/// <summary>A place of the flat graph: a node, the way out of a sub-process, or a decision that no node draws.</summary>
internal sealed class Vertex
{
    /// <summary>Position in <see cref="FlatGraph.Vertices"/>.</summary>
    public required int Index { get; init; }

    /// <summary>The node that a path names here; null where it names none.</summary>
    public GraphNode? Node { get; init; }

    /// <summary>The node whose outgoing flows leave here, or whose events are decided here; null for the source and the sink.</summary>
    public GraphNode? Origin { get; init; }

    /// <summary>The element that a decision here is called by.</summary>
    public required string Subject { get; init; }

    /// <summary>The sub-process that holds it as its vertex for leaving; null at the top.</summary>
    public Vertex? ScopeExit { get; set; }

    /// <summary>For the way into a sub-process: the way out. Null for every other vertex.</summary>
    public Vertex? Exit { get; set; }

    /// <summary>Whether this is the way out of a sub-process.</summary>
    public bool IsExit { get; init; }

    /// <summary>Where an activity goes on that runs several times or not at all; null for one that runs once.</summary>
    public Vertex? After { get; set; }

    /// <summary>Arcs that leave, in the order of the source.</summary>
    public List<Arc> Out { get; } = [];

    /// <summary>Arcs that arrive, in the order of the source.</summary>
    public List<Arc> In { get; } = [];

    /// <summary>What a walk does here.</summary>
    public VertexKind Kind { get; set; }

    /// <summary>Whether several branches may leave here.</summary>
    public bool Branches => Kind is VertexKind.Split or VertexKind.Choice;

    /// <summary>Whether there is something to decide.</summary>
    public bool Decides => Kind is VertexKind.Decision or VertexKind.Choice;

    /// <summary>Whether a walk of this scope is over here, other branches too.</summary>
    public bool Terminates { get; init; }

    /// <summary>Whether finished activities are compensated here.</summary>
    public bool Compensates { get; init; }

    /// <summary>For a split: where its branches meet; null when each ends by itself.</summary>
    public Vertex? Join { get; set; }

    /// <summary>Whether the walk ends here, or the branch, or the sub-process.</summary>
    public bool IsEnd => Out.Count == 0 || Out[0].Kind == ArcKind.End;
}
