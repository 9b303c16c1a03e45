using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Paths;

/// <summary>A place of the flat graph: a node, or the way into or out of a sub-process.</summary>
internal sealed class Vertex
{
    /// <summary>Position in <see cref="FlatGraph.Vertices"/>.</summary>
    public required int Index { get; init; }

    /// <summary>The node; null for the source and the sink of the whole process.</summary>
    public required GraphNode? Node { get; init; }

    /// <summary>The sub-process that holds it as its vertex for leaving; null at the top.</summary>
    public Vertex? ScopeExit { get; set; }

    /// <summary>For the way into a sub-process: the way out. Null for every other vertex.</summary>
    public Vertex? Exit { get; set; }

    /// <summary>Whether this is the way out of a sub-process.</summary>
    public bool IsExit { get; init; }

    /// <summary>Arcs that leave, in the order of the source.</summary>
    public List<Arc> Out { get; } = [];

    /// <summary>Arcs that arrive, in the order of the source.</summary>
    public List<Arc> In { get; } = [];

    /// <summary>What a walk does here.</summary>
    public VertexKind Kind { get; set; }

    /// <summary>Whether a walk of this scope is over here, other branches too.</summary>
    public bool Terminates { get; init; }

    /// <summary>For a split: where its branches meet; null when each ends by itself.</summary>
    public Vertex? Join { get; set; }

    /// <summary>Whether the walk ends here, or the branch, or the sub-process.</summary>
    public bool IsEnd => Out.Count == 0 || Out[0].Kind == ArcKind.End;
}
