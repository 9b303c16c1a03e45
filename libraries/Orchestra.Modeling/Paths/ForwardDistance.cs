namespace Orchestra.Modeling.Paths;

/// <summary>Counts the steps to a goal along forward arcs.</summary>
internal static class ForwardDistance
{
    /// <summary>Steps from each vertex to the goal; -1 where forward arcs do not lead there.</summary>
    /// <param name="goal">The goal.</param>
    /// <param name="vertices">Number of vertices.</param>
    /// <param name="targets">Where the forward arcs of a vertex lead.</param>
    public static int[] To(int goal, int vertices, Func<int, IEnumerable<int>> targets)
    {
        var sources = new List<int>?[vertices];
        for (var vertex = 0; vertex < vertices; vertex++)
        {
            foreach (var target in targets(vertex))
            {
                (sources[target] ??= []).Add(vertex);
            }
        }

        var distance = new int[vertices];
        Array.Fill(distance, -1);
        distance[goal] = 0;
        var open = new Queue<int>([goal]);
        while (open.TryDequeue(out var vertex))
        {
            foreach (var source in sources[vertex] ?? [])
            {
                if (distance[source] < 0)
                {
                    distance[source] = distance[vertex] + 1;
                    open.Enqueue(source);
                }
            }
        }

        return distance;
    }
}
