namespace Orchestra.Modeling.Paths;

/// <summary>Finds the back edges of a flat graph by depth-first search from its source in document order, and bounds them.</summary>
internal static class LoopAnalysis
{
    /// <summary>Sets <see cref="Arc.Bound"/> of every back edge.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="maxLoopIterations">The bound of a loop that has none of its own.</param>
    /// <returns>The vertices that can be reached, each before those that its forward arcs lead to.</returns>
    public static IReadOnlyList<Vertex> Run(FlatGraph graph, int maxLoopIterations)
    {
        var onPath = new bool[graph.Vertices.Count];
        var seen = new bool[graph.Vertices.Count];
        var next = new int[graph.Vertices.Count];
        var finished = new List<Vertex>();
        var hasBounds = graph.Process.Nodes.Any(node => node.MaxLoopIterations is not null);
        var path = new Stack<Vertex>();
        Enter(graph.Source);
        while (path.TryPeek(out var vertex))
        {
            if (next[vertex.Index] == vertex.Out.Count)
            {
                path.Pop();
                onPath[vertex.Index] = false;
                finished.Add(vertex);
                continue;
            }

            var arc = vertex.Out[next[vertex.Index]++];
            if (onPath[arc.Target.Index])
            {
                arc.Bound = arc.Edge?.MaxLoopIterations ?? (hasBounds ? LeastBound(arc) : null) ?? maxLoopIterations;
            }
            else if (!seen[arc.Target.Index])
            {
                Enter(arc.Target);
            }
        }

        finished.Reverse();
        return finished;

        void Enter(Vertex vertex)
        {
            seen[vertex.Index] = onPath[vertex.Index] = true;
            path.Push(vertex);
        }
    }

    // A node's bound holds for every loop that it lies in: the vertices from which the back edge is reached without passing its target.
    private static int? LeastBound(Arc back)
    {
        var loop = new HashSet<Vertex> { back.Target, back.Source };
        var open = new Stack<Vertex>([back.Source]);
        while (open.TryPop(out var vertex))
        {
            foreach (var arc in vertex.In.Where(arc => vertex != back.Target && loop.Add(arc.Source)))
            {
                open.Push(arc.Source);
            }
        }

        return loop.Min(vertex => vertex.Node?.MaxLoopIterations);
    }
}
