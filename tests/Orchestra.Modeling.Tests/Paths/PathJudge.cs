using Orchestra.Contracts.Processes;
using Orchestra.Modeling.Paths;

namespace Orchestra.Modeling.Tests.Paths;

/// <summary>Judges selections without any code of the product: by the laws that tokens obey.</summary>
internal static class PathJudge
{
    /// <summary>Everything that is wrong with a selection.</summary>
    public static List<string> Judge(PathSelection selection)
    {
        var wrong = selection.Paths.SelectMany(path => JudgePath(selection.Process, path)).ToList();
        var coverage = selection.Coverage;
        Compare(
            "nodes",
            coverage.Nodes.Missing,
            selection.Process.Nodes.Select(node => node.Id),
            selection.Paths.SelectMany(path => path.Nodes)
        );
        Compare(
            "edges",
            coverage.Edges.Missing,
            selection.Process.Edges.Select(edge => edge.Id),
            selection.Paths.SelectMany(path => path.Edges)
        );
        if (coverage.Scenarios != selection.Paths.Count || coverage.LowerBound > coverage.Scenarios || coverage.LowerBound < 1)
        {
            wrong.Add($"{selection.Paths.Count} paths, but scenarios {coverage.Scenarios} and lower bound {coverage.LowerBound}");
        }

        return wrong;

        void Compare(string kind, IReadOnlyList<string> missing, IEnumerable<string> all, IEnumerable<string> walked)
        {
            var uncovered = all.Except(walked).ToList();
            if (!uncovered.ToHashSet().SetEquals(missing))
            {
                wrong.Add($"{kind} missing are {string.Join(' ', uncovered)}, claimed are {string.Join(' ', missing)}");
            }
        }
    }

    private static IEnumerable<string> JudgePath(ProcessGraph process, ProcessPath path)
    {
        var edges = process.Edges.ToDictionary(edge => edge.Id);
        var visits = path.Nodes.CountBy(id => id).ToDictionary();
        var taken = path.Edges.CountBy(id => id).ToDictionary();
        var seen = new HashSet<string>();
        foreach (var element in path.Elements)
        {
            if (element.EdgeId is { } id && !seen.Contains(edges[id].Source))
            {
                yield return $"{id} is taken before its source is reached";
            }

            if (element.NodeId is { } node)
            {
                if (
                    process.Edges.Any(edge => edge.Target == node)
                    && !process.Edges.Any(edge => edge.Target == node && seen.Contains(edge.Id))
                )
                {
                    yield return $"{node} is reached by no flow";
                }

                foreach (var waited in element.JoinOf ?? [])
                {
                    if (!seen.Contains(waited))
                    {
                        yield return $"{node} joins {waited}, which was not walked";
                    }
                }
            }

            seen.Add(element.NodeId ?? element.EdgeId!);
        }

        foreach (var node in process.Nodes.Where(node => visits.ContainsKey(node.Id)))
        {
            // A sub-process is named when it is entered and when it is left.
            var entered =
                node.Type == NodeType.SubProcess && process.Nodes.Any(inner => inner.Parent == node.Id)
                    ? visits[node.Id] / 2
                    : visits[node.Id];
            var outgoing = process.Edges.Where(edge => edge.Source == node.Id).Select(edge => taken.GetValueOrDefault(edge.Id)).ToList();
            var isSplit =
                node.Type is NodeType.ParallelGateway
                || (
                    node.Type < NodeType.ExclusiveGateway
                    && process.Edges.Where(edge => edge.Source == node.Id).All(edge => edge.Condition is null)
                );
            var takesSome = node.Type is NodeType.InclusiveGateway || (node.Type < NodeType.ExclusiveGateway && !isSplit);
            var isWrong =
                isSplit ? outgoing.Exists(count => count != entered)
                : takesSome ? outgoing.Count > 0 && (outgoing.Sum() < entered || outgoing.Max() > entered)
                : outgoing.Sum() != entered;
            if (isWrong)
            {
                yield return $"{node.Id} is passed {entered} times, its flows {string.Join(' ', outgoing)} times";
            }

            var incoming = process.Edges.Where(edge => edge.Target == node.Id).Select(edge => taken.GetValueOrDefault(edge.Id)).ToList();
            if (incoming.Count > 0 && (incoming.Sum() < entered || incoming.Max() > entered))
            {
                yield return $"{node.Id} is passed {entered} times, reached {string.Join(' ', incoming)} times";
            }
        }
    }
}
