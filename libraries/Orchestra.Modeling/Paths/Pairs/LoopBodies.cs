namespace Orchestra.Modeling.Paths.Pairs;

/// <summary>Which vertices lie in a loop: those from which its back edges are reached without passing its first vertex.</summary>
internal sealed class LoopBodies
{
    private readonly Dictionary<Vertex, HashSet<Vertex>> _bodies = [];

    /// <summary>Finds the loops among vertices whose back edges are known.</summary>
    public LoopBodies(IReadOnlyList<Vertex> order)
    {
        foreach (var back in order.SelectMany(vertex => vertex.Out).Where(arc => arc.Bound is not null))
        {
            if (!_bodies.TryGetValue(back.Target, out var body))
            {
                _bodies[back.Target] = body = [back.Target];
            }

            var open = new Stack<Vertex>([back.Source]);
            while (open.TryPop(out var vertex))
            {
                if (body.Add(vertex))
                {
                    vertex.In.ForEach(arc => open.Push(arc.Source));
                }
            }
        }
    }

    /// <summary>The first vertices of all loops.</summary>
    public IEnumerable<Vertex> Heads => _bodies.Keys;

    /// <summary>Whether an arc stays within the loop that begins at <paramref name="head"/>.</summary>
    public bool Stays(Vertex head, Arc arc) => _bodies[head].Contains(arc.Source) && _bodies[head].Contains(arc.Target);

    /// <summary>Marks what one path can decide several times: what lies in a loop, or within a marked sub-process.</summary>
    public static void MarkRepeated(IEnumerable<Factor> factors, IReadOnlyList<Vertex> order)
    {
        var bodies = new LoopBodies(order);
        var repeated = bodies._bodies.Values.SelectMany(body => body).ToHashSet();
        foreach (var exit in order.Where(vertex => vertex is { IsExit: true, Origin.Loop: not null }))
        {
            repeated.UnionWith(order.Where(vertex => IsWithin(vertex, exit)));
        }

        foreach (var factor in factors.Where(factor => repeated.Contains(factor.At)))
        {
            factor.Repeats = true;
        }
    }

    private static bool IsWithin(Vertex vertex, Vertex exit)
    {
        for (var scope = vertex.ScopeExit; scope is not null; scope = scope.ScopeExit)
        {
            if (scope == exit)
            {
                return true;
            }
        }

        return false;
    }
}
