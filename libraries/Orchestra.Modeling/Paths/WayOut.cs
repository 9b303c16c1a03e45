namespace Orchestra.Modeling.Paths;

/// <summary>Tells whether and how fast an end can be reached.</summary>
internal sealed class WayOut(FlatGraph graph)
{
    private readonly int[] _distance = ForwardDistance.To(
        graph.Sink.Index,
        graph.Vertices.Count,
        vertex => graph.Vertices[vertex].Out.Where(arc => arc.Bound is null).Select(arc => arc.Target.Index)
    );

    /// <summary>Steps to the end along forward arcs; -1 where only back edges lead on.</summary>
    public int this[Vertex vertex] => _distance[vertex.Index];

    /// <summary>Whether an end can still be reached when an arc is taken.</summary>
    /// <param name="first">The arc.</param>
    /// <param name="free">Whether an arc may be taken, with what is left of the bounds of loops.</param>
    public bool Exists(Arc first, Func<Arc, bool> free)
    {
        if (_distance[first.Target.Index] >= 0)
        {
            return true;
        }

        var seen = new HashSet<Vertex> { first.Target };
        var open = new Queue<Vertex>(seen);
        while (open.TryDequeue(out var vertex))
        {
            foreach (var arc in vertex.Out.Where(arc => arc != first && free(arc) && seen.Add(arc.Target)))
            {
                if (_distance[arc.Target.Index] >= 0)
                {
                    return true;
                }

                open.Enqueue(arc.Target);
            }
        }

        return false;
    }
}
