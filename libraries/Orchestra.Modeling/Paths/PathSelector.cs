using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Modeling.Paths.Pairs;

namespace Orchestra.Modeling.Paths;

/// <summary>
/// Chooses the paths of a suite: the fewest walks through a process that cover what the criteria ask for. The criteria may be asked for
/// together. A back edge is taken at most as often on one path as its bound says.
/// </summary>
public static class PathSelector
{
    /// <summary>Chooses the paths through a process. The same input gives the same paths in the same order.</summary>
    /// <param name="process">A process as a reader gives it: references hold and an end can be reached.</param>
    /// <param name="options">What to cover, and how many paths at most.</param>
    /// <param name="cancellationToken">Somebody no longer waits for them.</param>
    /// <exception cref="PathLimitException">
    /// Known from the lower bound, there cannot be so few paths, or they are too long together, or ALL_PATHS is asked for and there are more.
    /// A selection may still have more of them.
    /// </exception>
    public static PathSelection Select(ProcessGraph process, SuiteOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(process);
        ArgumentNullException.ThrowIfNull(options);
        var maxLoops = Math.Max(1, options.MaxLoopIterations);
        var graph = FlatGraph.Of(process);
        var order = LoopAnalysis.Run(graph, maxLoops);
        var tree = RegionTree.Of(graph, order);
        var demands = Demands.Of(options.Criteria);
        var walker = new Walker(graph, order);
        var budget = new PathBudget(options.MaxScenarios, cancellationToken);
        var cover = tree.Unstructured.Count == 0 ? PathCover.Of(tree, demands, budget) : null;
        var warnings = Unstructured(tree);
        var pairs = options.Criteria.Contains(CoverageCriterion.Pairwise)
            ? PairCover.Find(graph, order, tree, walker, options, budget, warnings)
            : null;
        var given = options.Criteria.Contains(CoverageCriterion.AllPaths) ? Every(walker, budget, maxLoops) : pairs?.Walks ?? [];
        var chosen = PathChoice.Make(graph, walker, demands, cover?.Plans ?? [], given, budget);
        var coverage = new SuiteCoverage
        {
            Nodes = chosen.Tally.Nodes,
            Edges = chosen.Tally.Edges,
            Decisions = chosen.Tally.Decisions,
            Pairs = pairs?.Coverage,
            Scenarios = chosen.Walks.Count,
            LowerBound = Math.Min(LowerBound(cover, pairs, given, options), chosen.Walks.Count),
            Infeasible = [.. chosen.Infeasible, .. pairs?.Infeasible ?? []],
        };
        return new PathSelection(process, [.. chosen.Walks.WithReasons().Select(PathWriter.Write)], coverage, warnings)
        {
            Replay = new PathReplay(walker, [.. chosen.Walks.Walks]),
        };
    }

    private static int LowerBound(
        PathCover? cover,
        PairCover? pairs,
        IReadOnlyList<(Walk Walk, IReadOnlyList<Obligation> Own)> given,
        SuiteOptions options
    ) => options.Criteria.Contains(CoverageCriterion.AllPaths) ? given.Count : Math.Max(cover?.LowerBound ?? 1, pairs?.LowerBound ?? 1);

    private static List<(Walk Walk, IReadOnlyList<Obligation> Own)> Every(Walker walker, PathBudget budget, int maxLoops) =>
        new AllPaths(walker, maxLoops)
            .Walk(budget)
            .ConvertAll(walk => (walk, (IReadOnlyList<Obligation>)[new Obligation("PATH", PathWriter.KeyOf(walk))]));

    private static List<ImportWarning> Unstructured(RegionTree tree) =>
        [
            .. tree.Unstructured.Select(split => new ImportWarning(
                WarningCodes.Unstructured,
                "the branches that leave here are not joined at one place: the paths cover them but may not be the fewest",
                split.Subject,
                split.Origin?.Line
            )),
        ];
}
