using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Modeling.Paths.Feasible;
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
    public static PathSelection Select(ProcessGraph process, SuiteOptions options, CancellationToken cancellationToken = default) =>
        Select(process, options, null, cancellationToken);

    /// <summary>
    /// Chooses the paths through a process among those that can be run: everything that such a path can cover is covered by one, and what
    /// none can is listed with the reason.
    /// </summary>
    /// <param name="process">A process as a reader gives it: references hold and an end can be reached.</param>
    /// <param name="options">What to cover, and how many paths at most.</param>
    /// <param name="oracle">Knows which paths cannot be run; null where every path can.</param>
    /// <param name="cancellationToken">Somebody no longer waits for them.</param>
    /// <exception cref="PathLimitException">As above. Of ALL_PATHS only paths that can be run count.</exception>
    public static PathSelection Select(
        ProcessGraph process,
        SuiteOptions options,
        IPathOracle? oracle,
        CancellationToken cancellationToken = default
    )
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
        var known = new Feasibility(graph, oracle);
        var feasible = new FeasibleWalks(known, new FeasibleSearch(graph, walker, known, maxLoops, budget));
        var cover = tree.Unstructured.Count == 0 ? PathCover.Of(tree, demands, budget) : null;
        var warnings = Unstructured(tree);
        var pairs = options.Criteria.Contains(CoverageCriterion.Pairwise)
            ? PairCover.Find(graph, order, tree, walker, options, feasible, budget, warnings)
            : null;
        var wantsAll = options.Criteria.Contains(CoverageCriterion.AllPaths);
        var given = wantsAll ? Every(walker, feasible, budget, maxLoops, oracle is not null) : pairs?.Walks ?? [];
        var chosen = PathChoice.Make(graph, walker, demands, cover?.Plans ?? [], given, feasible, budget);
        var lowerBound = wantsAll ? given.Count : Math.Max(cover?.LowerBound ?? 1, pairs?.LowerBound ?? 1);
        if (known.HasConflicts && given.Count == 0)
        {
            lowerBound = cover is null ? 1 : PathCover.Of(tree, demands with { Without = chosen.Gaps.Impossible }, budget).LowerBound;
            lowerBound = new FewerWalks(chosen, demands, feasible.Search, new PathSearch(graph)).Improve(lowerBound);
        }

        lowerBound = Math.Min(lowerBound, chosen.Walks.Count);
        warnings.AddRange(chosen.Gaps.NotFound.Select(missing => NotFound(missing.Id, missing.Id, missing.Tries)));
        var coverage = new SuiteCoverage
        {
            Nodes = chosen.Tally.Nodes,
            Edges = chosen.Tally.Edges,
            Decisions = chosen.Tally.Decisions,
            Pairs = pairs?.Coverage,
            Scenarios = chosen.Walks.Count,
            LowerBound = lowerBound,
            Infeasible =
            [
                .. chosen.Gaps.Infeasible,
                .. pairs?.Infeasible ?? [],
                // What made more paths necessary, or left some out of all.
                .. wantsAll || (pairs is null && chosen.Walks.Count > lowerBound)
                    ? known.Nogoods.Select(nogood => nogood.Reason).Distinct()
                    : [],
            ],
        };
        return new PathSelection(process, [.. chosen.Walks.WithReasons().Select(PathWriter.Write)], coverage, warnings)
        {
            Replay = new PathReplay(walker, [.. chosen.Walks.Walks], known),
        };
    }

    private static List<(Walk Walk, IReadOnlyList<Obligation> Own)> Every(
        Walker walker,
        FeasibleWalks feasible,
        PathBudget budget,
        int maxLoops,
        bool isJudged
    )
    {
        var walks = new AllPaths(walker, maxLoops).Walk(budget, isJudged ? feasible.Search : null);
        return [.. walks.Select(walk => (walk, (IReadOnlyList<Obligation>)[new Obligation("PATH", PathWriter.KeyOf(walk))]))];
    }

    /// <summary>Warns of something that may be there and was not found.</summary>
    internal static ImportWarning NotFound(string element, string name, int tries) =>
        new(WarningCodes.NotFound, $"{name} was not found within {tries} tries on any path that can be run: there may be one", element);

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
