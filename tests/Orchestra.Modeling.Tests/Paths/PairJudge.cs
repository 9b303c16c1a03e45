using Orchestra.Contracts.Processes;
using Orchestra.Modeling.Paths;

namespace Orchestra.Modeling.Tests.Paths;

/// <summary>
/// Judges the combinations that a selection covers by the flows of its paths alone: what is feasible comes from every path of the process,
/// each walked by the judge itself, where there are few enough.
/// </summary>
internal static class PairJudge
{
    private const int MostPaths = 3_000;

    /// <summary>Everything that is wrong.</summary>
    public static List<string> Judge(PathSelection selection, int strength)
    {
        var decisions = selection
            .Process.Nodes.Where(node => node.Type == NodeType.ExclusiveGateway)
            .Select(node => selection.Process.Edges.Where(edge => edge.Source == node.Id).Select(edge => edge.Id).ToArray())
            .Where(outcomes => outcomes.Length > 1)
            .ToArray();
        var covered = Tuples(selection.Paths.Select(path => path.Edges.ToHashSet()), decisions, strength);
        var claimed = selection.Coverage.Pairs?.Covered ?? 0;
        var wrong = new List<string>();
        if (decisions.Length >= strength && covered.Count != claimed)
        {
            wrong.Add($"{covered.Count} combinations are covered, claimed are {claimed}");
        }

        if (selection.Coverage.LowerBound > selection.Paths.Count)
        {
            wrong.Add($"lower bound {selection.Coverage.LowerBound} is above {selection.Paths.Count}");
        }

        if (decisions.Length >= strength && Every(selection.Process) is { } every)
        {
            var feasible = Tuples(every, decisions, strength);
            feasible.ExceptWith(covered);
            wrong.AddRange(feasible.Select(missing => $"{missing} is feasible and not covered"));
        }

        return wrong;
    }

    private static HashSet<string> Tuples(IEnumerable<HashSet<string>> paths, string[][] decisions, int strength)
    {
        var tuples = new HashSet<string>();
        foreach (var path in paths)
        {
            var taken = decisions.Select(outcomes => outcomes.Where(path.Contains).ToArray()).ToArray();
            Add(taken, 0, [], strength, tuples);
        }

        return tuples;
    }

    private static void Add(string[][] taken, int first, List<string> chosen, int left, HashSet<string> tuples)
    {
        if (left == 0)
        {
            tuples.Add(string.Join(" & ", chosen));
            return;
        }

        for (var i = first; i < taken.Length; i++)
        {
            foreach (var value in taken[i])
            {
                Add(taken, i + 1, [.. chosen, value], left - 1, tuples);
            }
        }
    }

    // The flows that each possible run takes; null where there are too many. Branches of a split all run, in whatever order.
    private static List<HashSet<string>>? Every(ProcessGraph process)
    {
        var runs = new List<HashSet<string>>();
        var starts = process.Nodes.Where(node => node is { Type: NodeType.StartEvent, Parent: null }).Select(node => node.Id);
        var open = new Stack<(HashSet<string> Flows, List<string> Tokens)>(
            starts.Select(start => (new HashSet<string>(), new List<string> { start }))
        );
        var steps = 0;
        while (open.TryPop(out var state))
        {
            if (++steps > 200_000 || runs.Count > MostPaths)
            {
                return null;
            }

            if (state.Tokens.Count == 0)
            {
                runs.Add(state.Flows);
                continue;
            }

            foreach (var next in Advance(process, state.Flows, state.Tokens))
            {
                open.Push(next);
            }
        }

        return runs;
    }

    private static IEnumerable<(HashSet<string> Flows, List<string> Tokens)> Advance(
        ProcessGraph process,
        HashSet<string> flows,
        List<string> tokens
    )
    {
        var node = process.Nodes.Single(each => each.Id == tokens[^1]);
        var rest = tokens.Take(tokens.Count - 1).ToList();
        var inner = process
            .Nodes.Where(each => each.Parent == node.Id && each.Type == NodeType.StartEvent)
            .Select(each => each.Id)
            .ToList();
        var outgoing = process.Edges.Where(edge => edge.Source == node.Id).ToList();
        if (node.Type == NodeType.ExclusiveGateway && outgoing.Count > 1)
        {
            return outgoing.Select(edge => (new HashSet<string>(flows) { edge.Id }, new List<string>([.. rest, edge.Target])));
        }

        // A join needs no waiting here: that it is walked twice adds no flow.
        var all = outgoing.Where(edge => !flows.Contains(edge.Id)).ToList();
        return [(new HashSet<string>([.. flows, .. all.Select(edge => edge.Id)]), [.. rest, .. all.Select(edge => edge.Target), .. inner])];
    }
}
