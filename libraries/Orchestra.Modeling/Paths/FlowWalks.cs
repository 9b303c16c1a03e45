namespace Orchestra.Modeling.Paths;

/// <summary>Takes a flow apart into paths that keep the bounds of back edges.</summary>
internal sealed class FlowWalks
{
    private readonly FlowNetwork _network;
    private readonly int _source;
    private readonly int _sink;
    private readonly int[] _distance;
    private readonly Dictionary<NetworkArc, int> _taken = [];

    /// <summary>Prepares a network that carries a flow.</summary>
    public FlowWalks(FlowNetwork network, int vertices, int source, int sink)
    {
        (_network, _source, _sink) = (network, source, sink);
        _distance = ForwardDistance.To(
            sink,
            vertices,
            vertex => network.Out(vertex).Where(arc => arc.Bound is null).Select(arc => arc.Target)
        );
    }

    /// <summary>Takes the flow apart.</summary>
    /// <param name="size">The size of the flow.</param>
    /// <param name="taken">Told of each walk's length: it stops by throwing.</param>
    public List<List<NetworkArc>> TakeApart(int size, Action<int> taken)
    {
        var walks = new List<List<NetworkArc>>();
        for (var i = 0; i < size; i++)
        {
            _taken.Clear();
            var walk = new List<NetworkArc>();
            for (var vertex = _source; vertex != _sink; )
            {
                if (Next(vertex) is not { } arc)
                {
                    break;
                }

                arc.Flow = Math.Max(0, arc.Flow - 1);
                _taken[arc] = _taken.GetValueOrDefault(arc) + 1;
                walk.Add(arc);
                vertex = arc.Target;
            }

            taken(walk.Count);
            walks.Add(walk);
        }

        return walks;
    }

    // Loops are taken as early as they can be: what is left for later paths then leads to the end.
    private NetworkArc? Next(int vertex)
    {
        if (_network.Out(vertex) is [var only])
        {
            return only;
        }

        NetworkArc? carried = null;
        NetworkArc? nearest = null;
        foreach (var arc in _network.Out(vertex))
        {
            var leadsBack = arc.Bound is not null || _distance[arc.Target] < 0;
            if (leadsBack && (arc.Flow == 0 || !Free(arc) || !CanFinish(arc.Target)))
            {
                continue;
            }

            if (leadsBack)
            {
                return arc;
            }

            carried ??= arc.Flow > 0 ? arc : null;
            nearest = nearest is null || _distance[arc.Target] < _distance[nearest.Target] ? arc : nearest;
        }

        return carried ?? nearest ?? _network.Out(vertex).FirstOrDefault(arc => Free(arc) && CanFinish(arc.Target));
    }

    private bool Free(NetworkArc arc) => arc.Bound is not { } bound || _taken.GetValueOrDefault(arc) < bound;

    private bool CanFinish(int vertex)
    {
        if (_distance[vertex] >= 0)
        {
            return true;
        }

        var seen = new HashSet<int> { vertex };
        var open = new Queue<int>(seen);
        while (open.TryDequeue(out var current))
        {
            foreach (var arc in _network.Out(current).Where(arc => Free(arc) && seen.Add(arc.Target)))
            {
                if (_distance[arc.Target] >= 0)
                {
                    return true;
                }

                open.Enqueue(arc.Target);
            }
        }

        return false;
    }
}
