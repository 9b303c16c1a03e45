using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Paths;

/// <summary>Finds walks one at a time for what a plan left uncovered.</summary>
internal sealed class PathSearch
{
    private readonly FlatGraph _graph;
    private readonly Dictionary<Vertex, Arc> _cameBy;
    private readonly Dictionary<Obligation, Vertex> _vertexOf = [];
    private readonly Dictionary<Obligation, Arc> _arcOf = [];

    /// <summary>Prepares a graph.</summary>
    public PathSearch(FlatGraph graph)
    {
        _graph = graph;
        _cameBy = Reach(graph);
        foreach (var vertex in graph.Vertices.Where(vertex => vertex is { Node: not null, IsExit: false }))
        {
            _vertexOf.TryAdd(CoverageTally.Node(vertex.Node!.Id), vertex);
        }

        foreach (var arc in graph.Arcs)
        {
            if (arc.Edge is { } edge)
            {
                _arcOf.TryAdd(CoverageTally.Edge(edge.Id), arc);
            }

            if (Demands.IsOutcome(arc))
            {
                _arcOf.TryAdd(CoverageTally.Outcome(arc), arc);
            }
        }
    }

    /// <summary>What to decide on a shortest way from the source through what an obligation asks for; null when no way leads there.</summary>
    public List<Taken>? WayTo(Obligation obligation)
    {
        var way = new List<Arc>();
        if (_arcOf.TryGetValue(obligation, out var last))
        {
            way.Add(last);
        }

        if (last?.Source is not { } vertex && !_vertexOf.TryGetValue(obligation, out vertex))
        {
            return null;
        }

        while (vertex != _graph.Source)
        {
            if (!_cameBy.TryGetValue(vertex, out var arc))
            {
                return null;
            }

            way.Add(arc);
            vertex = arc.Source;
        }

        way.Reverse();
        return [.. way.Where(arc => arc.Source.Decides).Select(arc => new Taken(arc.Source, [arc]))];
    }

    /// <summary>Where a walk must come to for what an obligation asks for; null where no vertex stands for it.</summary>
    public Vertex? PlaceOf(Obligation obligation) =>
        _arcOf.TryGetValue(obligation, out var arc) ? arc.Source : _vertexOf.GetValueOrDefault(obligation);

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
}
