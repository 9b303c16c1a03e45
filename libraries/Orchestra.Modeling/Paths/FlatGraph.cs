using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Paths;

/// <summary>
/// A process with its sub-processes laid flat: each is entered and left through vertices of its own, so a path through the process is a path
/// from <see cref="Source"/> to <see cref="Sink"/>. What may interrupt an activity is a decision behind it.
/// </summary>
internal sealed class FlatGraph
{
    private readonly List<Vertex> _vertices = [];
    private readonly List<Arc> _arcs = [];

    /// <summary>A graph with only its two ends.</summary>
    internal FlatGraph(ProcessGraph process)
    {
        Process = process;
        Source = Add(new Vertex { Index = 0, Subject = process.Id });
        Sink = Add(new Vertex { Index = 1, Subject = process.Id });
    }

    /// <summary>The process.</summary>
    public ProcessGraph Process { get; }

    /// <summary>Where every path begins: arcs lead to the start events.</summary>
    public Vertex Source { get; }

    /// <summary>Where every path ends.</summary>
    public Vertex Sink { get; }

    /// <summary>All vertices, in the order of the source.</summary>
    public IReadOnlyList<Vertex> Vertices => _vertices;

    /// <summary>All arcs, sequence flows first, in the order of the source.</summary>
    public IReadOnlyList<Arc> Arcs => _arcs;

    /// <summary>Lays a process flat. Flows that name unknown nodes are left out.</summary>
    public static FlatGraph Of(ProcessGraph process) => new FlatGraphBuilder(process).Build();

    /// <summary>Adds a vertex whose index is <see cref="Vertices"/>' count.</summary>
    internal Vertex Add(Vertex vertex)
    {
        _vertices.Add(vertex);
        return vertex;
    }

    /// <summary>Adds an arc.</summary>
    internal void Connect(Vertex source, Vertex target, ArcKind kind, GraphEdge? edge = null) =>
        Add(
            new Arc
            {
                Index = _arcs.Count,
                Kind = kind,
                Source = source,
                Target = target,
                Edge = edge,
            }
        );

    /// <summary>Adds an arc whose index is <see cref="Arcs"/>' count.</summary>
    internal void Add(Arc arc)
    {
        _arcs.Add(arc);
        arc.Source.Out.Add(arc);
        arc.Target.In.Add(arc);
    }
}
