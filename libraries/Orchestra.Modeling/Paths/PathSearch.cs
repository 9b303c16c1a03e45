using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Paths;

/// <summary>Finds walks one at a time for what a plan left uncovered.</summary>
internal sealed class PathSearch(FlatGraph graph)
{
    private readonly Dictionary<Vertex, Arc> _cameBy = Reach(graph);
    private readonly Dictionary<string, Vertex> _vertexOf = ByNode(graph);
    private readonly Dictionary<string, Arc> _arcOf = graph
        .Arcs.Where(arc => arc.Edge is not null)
        .ToDictionary(arc => arc.Edge!.Id, StringComparer.Ordinal);

    /// <summary>The arcs of a shortest way from the source through what an obligation asks for; null when no way leads there.</summary>
    public List<Arc>? WayTo(Obligation obligation)
    {
        var way = new List<Arc>();
        Vertex vertex;
        if (obligation.Kind == "NODE")
        {
            vertex = _vertexOf[obligation.Id];
        }
        else
        {
            var arc = _arcOf.GetValueOrDefault(
                obligation.Id[(obligation.Kind == "DECISION" ? obligation.Id.IndexOf('=', StringComparison.Ordinal) + 1 : 0)..]
            );
            if (arc is null)
            {
                return null;
            }

            way.Add(arc);
            vertex = arc.Source;
        }

        while (vertex != graph.Source)
        {
            if (!_cameBy.TryGetValue(vertex, out var arc))
            {
                return null;
            }

            way.Add(arc);
            vertex = arc.Source;
        }

        way.Reverse();
        return way;
    }

    private static Dictionary<Vertex, Arc> Reach(FlatGraph graph)
    {
        var cameBy = new Dictionary<Vertex, Arc>();
        var open = new Queue<Vertex>([graph.Source]);
        while (open.TryDequeue(out var vertex))
        {
            foreach (var arc in vertex.Out.Where(arc => arc.Target != graph.Source && cameBy.TryAdd(arc.Target, arc)))
            {
                open.Enqueue(arc.Target);
            }
        }

        return cameBy;
    }

    private static Dictionary<string, Vertex> ByNode(FlatGraph graph) =>
        graph
            .Vertices.Where(vertex => vertex is { Node: not null, IsExit: false })
            .ToDictionary(vertex => vertex.Node!.Id, StringComparer.Ordinal);
}
