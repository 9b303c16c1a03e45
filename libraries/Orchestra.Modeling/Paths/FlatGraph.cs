using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Paths;

/// <summary>
/// A process with its sub-processes laid flat: each is entered and left through vertices of its own, so a path through the process is a path
/// from <see cref="Source"/> to <see cref="Sink"/>. Boundary events and event sub-processes stay outside: nothing leads to them.
/// </summary>
internal sealed class FlatGraph
{
    private readonly List<Vertex> _vertices = [];
    private readonly List<Arc> _arcs = [];

    private FlatGraph(ProcessGraph process)
    {
        Process = process;
        Source = Add(null);
        Sink = Add(null);
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
    public static FlatGraph Of(ProcessGraph process)
    {
        var graph = new FlatGraph(process);
        var entries = graph.AddNodes();
        foreach (var edge in process.Edges)
        {
            if (entries.TryGetValue(edge.Source, out var source) && entries.TryGetValue(edge.Target, out var target))
            {
                graph.Connect(source.Exit ?? source, target, ArcKind.Flow, edge);
            }
        }

        graph.AddEntriesAndEnds(entries);
        foreach (var vertex in graph._vertices)
        {
            vertex.Kind = KindOf(vertex);
        }

        return graph;
    }

    private static VertexKind KindOf(Vertex vertex)
    {
        if (vertex.Out.Count < 2)
        {
            return VertexKind.Plain;
        }

        // Several start events are alternatives; a scope without any begins everywhere at once.
        if (vertex.Out[0].Kind == ArcKind.Entry)
        {
            return vertex.Out.TrueForAll(arc => arc.Target.Node?.Type == NodeType.StartEvent) ? VertexKind.Decision : VertexKind.Split;
        }

        return vertex.Node?.Type switch
        {
            NodeType.ParallelGateway => VertexKind.Split,
            >= NodeType.ExclusiveGateway => VertexKind.Decision,
            _ => vertex.Out.Exists(arc => arc.Edge?.Condition is not null) ? VertexKind.Decision : VertexKind.Split,
        };
    }

    private static bool IsContainer(NodeType type) =>
        type is NodeType.SubProcess or NodeType.EventSubProcess or NodeType.Transaction or NodeType.AdHocSubProcess;

    private Dictionary<string, Vertex> AddNodes()
    {
        var parents = Process.Nodes.Where(node => node.Parent is not null).Select(node => node.Parent!).ToHashSet(StringComparer.Ordinal);
        var entries = new Dictionary<string, Vertex>(StringComparer.Ordinal);
        foreach (var node in Process.Nodes)
        {
            var vertex = Add(node);
            entries[node.Id] = vertex;
            if (IsContainer(node.Type) && parents.Contains(node.Id))
            {
                vertex.Exit = Add(node, isExit: true);
            }
        }

        foreach (var vertex in entries.Values)
        {
            vertex.ScopeExit = vertex.Node!.Parent is { } parent && entries.TryGetValue(parent, out var holder) ? holder.Exit : null;
            if (vertex.Exit is { } exit)
            {
                exit.ScopeExit = vertex.ScopeExit;
            }
        }

        return entries;
    }

    private void AddEntriesAndEnds(Dictionary<string, Vertex> entries)
    {
        var children = entries.Values.ToLookup(vertex => vertex.Node!.Parent, StringComparer.Ordinal);
        foreach (var start in Starts(children[null]))
        {
            Connect(Source, start, ArcKind.Entry, null);
        }

        foreach (var vertex in entries.Values)
        {
            if (vertex.Exit is { } exit)
            {
                foreach (var start in Starts(children[vertex.Node!.Id]))
                {
                    Connect(vertex, start, ArcKind.Entry, null);
                }

                // A sub-process that cannot be walked inside (a circle) is passed.
                if (vertex.Out.Count == 0)
                {
                    Connect(vertex, exit, ArcKind.Entry, null);
                }
            }

            var last = vertex.Exit ?? vertex;
            if (last.Out.Count == 0)
            {
                Connect(last, last.ScopeExit ?? Sink, ArcKind.End, null);
            }
        }
    }

    private static List<Vertex> Starts(IEnumerable<Vertex> scope)
    {
        var inner = scope.ToList();
        var starts = inner.FindAll(vertex => vertex.Node!.Type == NodeType.StartEvent);
        return starts.Count > 0
            ? starts
            : inner.FindAll(vertex =>
                vertex.In.Count == 0 && vertex.Node!.Type is not (NodeType.BoundaryEvent or NodeType.EventSubProcess)
            );
    }

    private Vertex Add(GraphNode? node, bool isExit = false)
    {
        var terminates = node is { Type: NodeType.EndEvent, Trigger: "terminate" };
        var vertex = new Vertex
        {
            Index = _vertices.Count,
            Node = node,
            IsExit = isExit,
            Terminates = terminates,
        };
        _vertices.Add(vertex);
        return vertex;
    }

    private void Connect(Vertex source, Vertex target, ArcKind kind, GraphEdge? edge)
    {
        var arc = new Arc
        {
            Index = _arcs.Count,
            Kind = kind,
            Source = source,
            Target = target,
            Edge = edge,
        };
        _arcs.Add(arc);
        source.Out.Add(arc);
        target.In.Add(arc);
    }
}
