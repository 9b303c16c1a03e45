namespace Orchestra.Modeling.Paths.Feasible;

/// <summary>From where the nodes and flows of a graph can still be reached, by arcs of every kind.</summary>
internal sealed class FlatReach
{
    private readonly FlatGraph _graph;
    private readonly Dictionary<string, Vertex> _vertices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Arc> _arcs = new(StringComparer.Ordinal);
    private readonly Dictionary<Vertex, bool[]> _leading = [];
    private readonly Dictionary<Vertex, bool> _repeating = [];

    /// <summary>Prepares a graph.</summary>
    public FlatReach(FlatGraph graph)
    {
        _graph = graph;
        IsExact = graph.Vertices.All(vertex => !vertex.Compensates);
        foreach (var vertex in graph.Vertices.Where(vertex => vertex is { Node: not null, IsExit: false }))
        {
            _vertices.TryAdd(vertex.Node!.Id, vertex);
        }

        foreach (var arc in graph.Arcs.Where(arc => arc.Edge is not null))
        {
            _arcs.TryAdd(arc.Edge!.Id, arc);
        }
    }

    /// <summary>Whether what is compensated can be told from the arcs alone: it is not where anything is compensated.</summary>
    public bool IsExact { get; }

    /// <summary>Where a walk is before it passes a node or a flow; null for what the graph does not have.</summary>
    public Vertex? PlaceOf(string id) => _arcs.TryGetValue(id, out var arc) ? arc.Source : _vertices.GetValueOrDefault(id);

    /// <summary>The arc of a flow.</summary>
    public Arc? ArcOf(string id) => _arcs.GetValueOrDefault(id);

    /// <summary>For each vertex whether ways lead from it to a place; the place itself counts.</summary>
    public bool[] LeadingTo(Vertex place)
    {
        if (_leading.TryGetValue(place, out var leading))
        {
            return leading;
        }

        leading = new bool[_graph.Vertices.Count];
        leading[place.Index] = true;
        var open = new Stack<Vertex>([place]);
        while (open.TryPop(out var vertex))
        {
            foreach (var source in vertex.In.Select(arc => arc.Source).Where(source => !leading[source.Index]))
            {
                leading[source.Index] = true;
                open.Push(source);
            }
        }

        return _leading[place] = leading;
    }

    /// <summary>Whether a way leads from one vertex to another.</summary>
    public bool Leads(Vertex from, Vertex to) => LeadingTo(to)[from.Index];

    /// <summary>
    /// Whether one way to a place can pass it more than once: in a circle, in an activity that runs several times, or where branches come
    /// together one by one. A sub-process counts, because a walk names it when it is left, too.
    /// </summary>
    public bool MayRepeat(Vertex place)
    {
        if (_repeating.TryGetValue(place, out var known))
        {
            return known;
        }

        var leading = LeadingTo(place);
        return _repeating[place] =
            place.Exit is not null
            || place.Out.Exists(arc => leading[arc.Target.Index])
            || _graph.Vertices.Any(vertex => leading[vertex.Index] && (vertex.Branches || vertex.After is not null));
    }
}
