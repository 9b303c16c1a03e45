using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Paths;

/// <summary>The paths chosen for a process and what they cover.</summary>
/// <param name="Process">The process they walk through.</param>
/// <param name="Paths">The paths, in a stable order.</param>
/// <param name="Coverage">What they cover, with the lower bound.</param>
/// <param name="Warnings">What was left out and why.</param>
public sealed record PathSelection(
    ProcessGraph Process,
    IReadOnlyList<ProcessPath> Paths,
    SuiteCoverage Coverage,
    IReadOnlyList<ImportWarning> Warnings
)
{
    /// <summary>Walks the paths again; null for a selection that was not walked here.</summary>
    internal PathReplay? Replay { get; init; }

    /// <summary>Adds paths in which the branches of splits run in other orders than that of the source.</summary>
    /// <param name="splits">Ids of the splits whose branches can get in each other's way.</param>
    /// <param name="options">Which orders, and the most scenarios.</param>
    /// <exception cref="PathLimitException">There are more orders than scenarios may be.</exception>
    public PathSelection WithOrders(IReadOnlySet<string> splits, SuiteOptions options)
    {
        ArgumentNullException.ThrowIfNull(splits);
        ArgumentNullException.ThrowIfNull(options);
        if (Replay is null || options.Orders == BranchOrders.None || splits.Count == 0)
        {
            return this;
        }

        IReadOnlyList<ProcessPath> paths = [.. Paths, .. Replay.Reorder(splits, options.Orders, options.Strength, options.MaxScenarios)];
        return this with
        {
            Paths = paths,
            Coverage = Coverage with { Scenarios = paths.Count, LowerBound = Coverage.LowerBound + paths.Count - Paths.Count },
        };
    }
}
