using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Tests.Paths;

/// <summary>All runs of a small process of exclusive gateways, each as its nodes and flows in order, made without any code of the product.</summary>
internal static class EveryRun
{
    /// <summary>The runs; null where there are more than asked for.</summary>
    public static List<List<string>>? Of(ProcessGraph process, int bound = 1, int most = 400)
    {
        var runs = new List<List<string>>();
        var start = process.Nodes.First(node => node.Type == NodeType.StartEvent).Id;
        return Walk(process, [start], BruteForce.BackEdges(process), bound, runs, most) ? runs : null;
    }

    /// <summary>The least number of sets that have all that some set has; null where it is more than 12.</summary>
    public static int? Least(IReadOnlyList<HashSet<string>> sets)
    {
        var goal = sets.SelectMany(set => set).ToHashSet();
        for (var size = 0; size <= 12; size++)
        {
            if (Covers(sets, goal, size))
            {
                return size;
            }
        }

        return null;
    }

    private static bool Walk(ProcessGraph process, List<string> run, HashSet<string> back, int bound, List<List<string>> runs, int most)
    {
        var outgoing = process.Edges.Where(edge => edge.Source == run[^1]).ToList();
        if (outgoing.Count == 0)
        {
            runs.Add(run);
        }

        return runs.Count <= most
            && outgoing
                .Where(edge => !back.Contains(edge.Id) || run.Count(id => id == edge.Id) < bound)
                .All(edge => Walk(process, [.. run, edge.Id, edge.Target], back, bound, runs, most));
    }

    private static bool Covers(IReadOnlyList<HashSet<string>> sets, HashSet<string> open, int left)
    {
        if (open.Count == 0)
        {
            return true;
        }

        var first = open.First();
        return left > 0 && sets.Any(set => set.Contains(first) && Covers(sets, [.. open.Except(set)], left - 1));
    }
}
