namespace Orchestra.Modeling.Paths;

/// <summary>
/// A network with lower bounds on its arcs. Its minimum flow is the least number of paths that together take each arc as often as its lower
/// bound asks: every flow of size F comes apart into F paths from source to sink, and F paths add up to a flow.
/// </summary>
internal sealed class FlowNetwork
{
    private readonly List<NetworkArc>[] _out;
    private readonly List<NetworkArc>[] _in;
    private readonly List<NetworkArc> _arcs = [];
    private readonly int _source;
    private readonly int _sink;

    /// <summary>A network without arcs.</summary>
    public FlowNetwork(int vertices, int source, int sink)
    {
        (_source, _sink) = (source, sink);
        _out = new List<NetworkArc>[vertices];
        _in = new List<NetworkArc>[vertices];
        for (var i = 0; i < vertices; i++)
        {
            (_out[i], _in[i]) = ([], []);
        }
    }

    /// <summary>Arcs that leave a vertex.</summary>
    public IReadOnlyList<NetworkArc> Out(int vertex) => _out[vertex];

    /// <summary>Adds an arc.</summary>
    public void Add(NetworkArc arc)
    {
        _arcs.Add(arc);
        _out[arc.Source].Add(arc);
        _in[arc.Target].Add(arc);
    }

    /// <summary>
    /// Finds a minimum flow and leaves it on the arcs. Back edges carry at most their bound times the size of the flow, since each path takes
    /// them no more often. Lower bounds of arcs on no way from source to sink are dropped.
    /// </summary>
    /// <param name="budget">Asked now and then whether to go on.</param>
    /// <returns>The size of the flow.</returns>
    public int Minimise(PathBudget budget)
    {
        budget.Continue();
        return WithinCaps(Settle(), budget);
    }

    // A first flow, in one pass each way: surplus of the lower bounds is led towards the sink and makes good what is missing on its way;
    // what is missing then comes from the source.
    private int Settle()
    {
        var (fromSource, reached) = Tree(_source, _out, arc => arc.Target);
        var (toSink, leading) = Tree(_sink, _in, arc => arc.Source);
        var surplus = new int[_out.Length];
        foreach (var arc in _arcs)
        {
            var isOnAWay =
                (arc.Source == _source || fromSource[arc.Source] is not null) && (arc.Target == _sink || toSink[arc.Target] is not null);
            arc.Lower = isOnAWay ? arc.Lower : 0;
            arc.Flow = arc.Lower;
            surplus[arc.Target] += arc.Flow;
            surplus[arc.Source] -= arc.Flow;
        }

        foreach (var vertex in leading.AsEnumerable().Reverse().Where(vertex => vertex != _source && surplus[vertex] > 0))
        {
            toSink[vertex]!.Flow += surplus[vertex];
            surplus[toSink[vertex]!.Target] += surplus[vertex];
            surplus[vertex] = 0;
        }

        foreach (var vertex in reached.AsEnumerable().Reverse().Where(vertex => vertex != _sink && surplus[vertex] < 0))
        {
            fromSource[vertex]!.Flow -= surplus[vertex];
            surplus[fromSource[vertex]!.Source] += surplus[vertex];
        }

        return surplus[_sink];
    }

    // The caps of back edges depend on the size: the size is raised until they fit.
    private int WithinCaps(int start, PathBudget budget)
    {
        var flows = _arcs.ConvertAll(arc => arc.Flow);
        for (var size = 0; ; )
        {
            var reduced = Reduce(start, size == 0 ? int.MaxValue : size, budget);
            size = Math.Max(reduced, size);
            Relieve(size);
            if (reduced >= start || _arcs.TrueForAll(arc => arc.Flow <= Upper(arc, size)))
            {
                return reduced;
            }

            size++;
            for (var i = 0; i < flows.Count; i++)
            {
                _arcs[i].Flow = flows[i];
            }
        }
    }

    private int Reduce(int total, int size, PathBudget budget)
    {
        var cameBy = new NetworkArc?[_out.Length];
        while (Search(cameBy, size, _sink, _source, null) is var amount and > 0)
        {
            budget.Continue();
            Shift(cameBy, _sink, _source, amount);
            total -= amount;
        }

        return total;
    }

    // Leads flow round back edges that carry more than they may, as far as there is another way.
    private void Relieve(int size)
    {
        var cameBy = new NetworkArc?[_out.Length];
        foreach (var arc in _arcs.Where(arc => arc.Bound is not null))
        {
            while (
                arc.Flow - Math.Max(arc.Lower, Upper(arc, size)) is var excess and > 0
                && Search(cameBy, size, arc.Source, arc.Target, arc) is var amount and > 0
            )
            {
                amount = Math.Min(amount, excess);
                Shift(cameBy, arc.Source, arc.Target, amount);
                arc.Flow -= amount;
            }
        }
    }

    private static void Shift(NetworkArc?[] cameBy, int from, int to, int amount)
    {
        for (var vertex = to; vertex != from; )
        {
            var arc = cameBy[vertex]!;
            var backwards = arc.Source == vertex;
            arc.Flow += backwards ? -amount : amount;
            vertex = backwards ? arc.Target : arc.Source;
        }
    }

    // A way along which flow can be shifted: against arcs above their lower bound, along arcs with room. Returns how much.
    private int Search(NetworkArc?[] cameBy, int size, int from, int to, NetworkArc? without)
    {
        Array.Clear(cameBy);
        var room = new int[_out.Length];
        room[from] = int.MaxValue;
        var open = new Queue<int>([from]);
        while (room[to] == 0 && open.TryDequeue(out var vertex))
        {
            foreach (var arc in _in[vertex])
            {
                Visit(arc, vertex, arc.Source, arc.Flow - arc.Lower);
            }

            foreach (var arc in _out[vertex])
            {
                Visit(arc, vertex, arc.Target, Upper(arc, size) - arc.Flow);
            }
        }

        return room[to];

        void Visit(NetworkArc arc, int current, int next, int free)
        {
            if (free > 0 && room[next] == 0 && arc != without)
            {
                room[next] = Math.Min(room[current], free);
                cameBy[next] = arc;
                open.Enqueue(next);
            }
        }
    }

    private static int Upper(NetworkArc arc, int size) =>
        arc.Bound is { } bound ? (int)Math.Min((long)bound * size, int.MaxValue) : int.MaxValue;

    // The arc by which each vertex is met from the root, and the vertices in the order met.
    private static (NetworkArc?[] MetBy, List<int> Order) Tree(int root, List<NetworkArc>[] arcs, Func<NetworkArc, int> next)
    {
        var metBy = new NetworkArc?[arcs.Length];
        var order = new List<int>();
        var open = new Queue<int>([root]);
        while (open.TryDequeue(out var vertex))
        {
            foreach (var arc in arcs[vertex])
            {
                var other = next(arc);
                if (metBy[other] is null && other != root)
                {
                    metBy[other] = arc;
                    order.Add(other);
                    open.Enqueue(other);
                }
            }
        }

        return (metBy, order);
    }
}
