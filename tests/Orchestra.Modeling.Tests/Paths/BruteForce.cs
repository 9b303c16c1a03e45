using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Tests.Paths;

/// <summary>The least number of paths that cover every flow of a small graph without parallel parts, found by trying everything.</summary>
internal static class BruteForce
{
    /// <summary>The least number of paths; null where the graph has too many to try.</summary>
    public static int? Minimum(ProcessGraph process, int bound, int maxPaths = 400)
    {
        var back = BackEdges(process);
        var start = process.Nodes.First(node => node.Type == NodeType.StartEvent).Id;
        var paths = new HashSet<long>();
        if (!Enumerate(process, start, 0, [], back, bound, paths, maxPaths))
        {
            return null;
        }

        // A path whose flows are among those of another is of no use.
        var useful = paths.Where(path => !paths.Any(other => other != path && (path & ~other) == 0)).ToList();
        var goal = paths.Aggregate(0L, (all, path) => all | path);
        for (var size = 1; size <= 12; size++)
        {
            if (Covers(useful, 0, goal, size))
            {
                return size;
            }
        }

        return null;
    }

    /// <summary>The flows that lead back, by depth-first search in the order of the source.</summary>
    public static HashSet<string> BackEdges(ProcessGraph process)
    {
        var back = new HashSet<string>();
        var state = new Dictionary<string, bool>();
        Visit(process.Nodes.First(node => node.Type == NodeType.StartEvent).Id);
        return back;

        void Visit(string node)
        {
            state[node] = true;
            foreach (var edge in process.Edges.Where(edge => edge.Source == node))
            {
                if (!state.TryGetValue(edge.Target, out var open))
                {
                    Visit(edge.Target);
                }
                else if (open)
                {
                    back.Add(edge.Id);
                }
            }

            state[node] = false;
        }
    }

    private static bool Enumerate(
        ProcessGraph process,
        string node,
        long walked,
        Dictionary<string, int> loops,
        HashSet<string> back,
        int bound,
        HashSet<long> paths,
        int maxPaths
    )
    {
        var ended = true;
        for (var i = 0; i < process.Edges.Count; i++)
        {
            var edge = process.Edges[i];
            if (edge.Source != node)
            {
                continue;
            }

            ended = false;
            var isBack = back.Contains(edge.Id);
            if (isBack && loops.GetValueOrDefault(edge.Id) == bound)
            {
                continue;
            }

            loops[edge.Id] = loops.GetValueOrDefault(edge.Id) + 1;
            if (!Enumerate(process, edge.Target, walked | (1L << i), loops, back, bound, paths, maxPaths))
            {
                return false;
            }

            loops[edge.Id]--;
        }

        if (ended)
        {
            paths.Add(walked);
        }

        return paths.Count <= maxPaths;
    }

    private static bool Covers(List<long> paths, long covered, long goal, int left)
    {
        if (covered == goal)
        {
            return true;
        }

        if (left == 0)
        {
            return false;
        }

        // Some path has to take the first flow that is still open.
        var open = goal & ~covered;
        var first = open & -open;
        return paths.Exists(path => (path & first) != 0 && Covers(paths, covered | path, goal, left - 1));
    }
}
