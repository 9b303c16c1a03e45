using System.Security.Cryptography;
using System.Text;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Paths;

/// <summary>Writes a walk as the path that others read.</summary>
internal static class PathWriter
{
    /// <summary>Writes a walk with the reasons for it.</summary>
    public static ProcessPath Write((Walk Walk, IReadOnlyList<Obligation> Because) chosen)
    {
        var (walk, because) = chosen;
        var orders = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var splits = walk.Splits.FindAll(run => run.Branches.All(branch => branch.Edge is not null));
        foreach (var run in splits)
        {
            orders[run.Split.Subject] = [.. run.Branches.Select(branch => branch.Edge!.Id)];
        }

        return new ProcessPath
        {
            Key = KeyOf(walk),
            Nodes = [.. walk.Elements.Where(element => element.NodeId is not null).Select(element => element.NodeId!)],
            Edges = [.. walk.Elements.Where(element => element.EdgeId is not null).Select(element => element.EdgeId!)],
            Elements = walk.Elements,
            Decisions = [.. walk.Choices.Select(Visit)],
            Orders = orders,
            Splits = splits.ConvertAll(run => Split(walk, run)),
            Because = because,
        };
    }

    private static PathSplit Split(Walk walk, SplitRun run) =>
        new(
            run.Split.Subject,
            [
                .. run.Starts.Select(
                    (start, i) =>
                        new PathBranch(
                            run.Branches[i].Edge!.Id,
                            NodesOf(walk, start, i + 1 < run.Starts.Count ? run.Starts[i + 1] : run.End)
                        )
                ),
            ]
        );

    private static List<string> NodesOf(Walk walk, int start, int end) =>
        [
            .. walk
                .Elements.Skip(start)
                .Take(end - start)
                .Where(element => element.NodeId is not null)
                .Select(element => element.NodeId!)
                .Distinct(),
        ];

    private static DecisionVisit Visit(Taken taken) =>
        taken.Iterations is { } iterations
            ? new DecisionVisit(taken.At.Subject, null, iterations)
            : new DecisionVisit(taken.At.Subject, [.. taken.Arcs.Select(arc => arc.Outcome!)]);

    /// <summary>The key of a walk.</summary>
    public static string KeyOf(Walk walk)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var element in walk.Elements)
        {
            hash.AppendData(Encoding.UTF8.GetBytes((element.NodeId ?? element.EdgeId) + "\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
