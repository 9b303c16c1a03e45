using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Paths;

/// <summary>
/// Chooses the paths of a suite: the fewest walks through a process that cover what the criteria ask for. NODE, EDGE and DECISION may be
/// asked for together. A back edge is taken at most as often on one path as its bound says.
/// </summary>
public static class PathSelector
{
    /// <summary>Chooses the paths through a process. The same input gives the same paths in the same order.</summary>
    /// <param name="process">A process as a reader gives it: references hold and an end can be reached.</param>
    /// <param name="options">What to cover, and how many paths at most.</param>
    /// <param name="cancellationToken">Somebody no longer waits for them.</param>
    /// <exception cref="PathLimitException">
    /// Known from the lower bound, there cannot be so few paths, or they are too long together. A selection may still have more of them.
    /// </exception>
    public static PathSelection Select(ProcessGraph process, SuiteOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(process);
        ArgumentNullException.ThrowIfNull(options);
        var graph = FlatGraph.Of(process);
        var order = LoopAnalysis.Run(graph, Math.Max(1, options.MaxLoopIterations));
        var tree = RegionTree.Of(graph, order);
        var demands = Demands.Of(options.Criteria);
        var walker = new Walker(graph, order);
        var budget = new PathBudget(options.MaxScenarios, cancellationToken);
        var cover = tree.Unstructured.Count == 0 ? PathCover.Of(tree, demands, budget) : null;
        var chosen = PathChoice.Make(graph, walker, demands, cover?.Plans ?? [], budget);
        var lowerBound = cover?.LowerBound ?? 1;
        var coverage = new SuiteCoverage
        {
            Nodes = chosen.Tally.Nodes,
            Edges = chosen.Tally.Edges,
            Decisions = chosen.Tally.Decisions,
            Scenarios = chosen.Walks.Count,
            LowerBound = Math.Min(lowerBound, chosen.Walks.Count),
            Infeasible = chosen.Infeasible,
        };
        return new PathSelection(process, [.. chosen.Walks.WithReasons().Select(PathWriter.Write)], coverage, Warnings(tree, options));
    }

    private static List<ImportWarning> Warnings(RegionTree tree, SuiteOptions options)
    {
        var warnings = options
            .Criteria.Where(criterion => criterion is CoverageCriterion.Pairwise or CoverageCriterion.AllPaths)
            .Distinct()
            .Select(criterion => new ImportWarning(
                WarningCodes.NotCovered,
                $"the criterion {Name(criterion)} is not covered yet: EDGE was used"
            ))
            .ToList();
        warnings.AddRange(
            tree.Unstructured.Select(split => new ImportWarning(
                WarningCodes.Unstructured,
                "the branches that leave here are not joined at one place: the paths cover them but may not be the fewest",
                split.Node?.Id,
                split.Node?.Line
            ))
        );
        return warnings;
    }

    private static string Name(CoverageCriterion criterion) => criterion == CoverageCriterion.Pairwise ? "PAIRWISE" : "ALL_PATHS";
}
