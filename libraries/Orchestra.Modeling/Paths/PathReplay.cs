using Orchestra.Contracts.Scenarios;
using Orchestra.Modeling.Paths.Feasible;

namespace Orchestra.Modeling.Paths;

/// <summary>Walks the paths of a selection again with the branches of splits in other orders.</summary>
internal sealed class PathReplay(Walker walker, IReadOnlyList<Walk> walks, Feasibility feasibility)
{
    /// <summary>For each split the first path that runs the most of its branches, in every order asked for but the one it has.</summary>
    /// <param name="splits">Subjects of splits.</param>
    /// <param name="orders">Which orders.</param>
    /// <param name="strength">Strength of PAIRS.</param>
    /// <param name="most">The most paths.</param>
    public IEnumerable<ProcessPath> Reorder(IReadOnlySet<string> splits, BranchOrders orders, int strength, int most)
    {
        var runs = walks
            .SelectMany(walk => walk.Splits.Select(run => (Walk: walk, Run: run)))
            .Where(entry => splits.Contains(entry.Run.Split.Subject) && entry.Run.Branches.All(branch => branch.Edge is not null))
            .GroupBy(entry => entry.Run.Split)
            .OrderBy(group => group.Key.Index)
            .Select(group => group.MaxBy(entry => entry.Run.Branches.Count));
        var made = new HashSet<string>(walks.Select(PathWriter.KeyOf), StringComparer.Ordinal);
        foreach (var (walk, run) in runs)
        {
            foreach (var permutation in BranchPermutations.Of(run.Branches.Count, orders, strength, most))
            {
                Arc[] order = [.. permutation.Select(branch => run.Branches[branch])];
                var reason = new Obligation("ORDER", $"{run.Split.Subject}: {string.Join(" < ", order.Select(arc => arc.Edge!.Id))}");
                if (
                    walker.Run(new ReplayGuide(walk, run.Split, order)) is { } again
                    && feasibility.Allows(again)
                    && made.Add(PathWriter.KeyOf(again))
                )
                {
                    yield return PathWriter.Write((again, [reason]));
                }
            }
        }
    }
}
