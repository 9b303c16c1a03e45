namespace Orchestra.Modeling.Paths;

/// <summary>What choosing paths may cost: asked while they are made, for afterwards it is too late.</summary>
/// <param name="maxScenarios">The most paths.</param>
/// <param name="cancellationToken">Somebody no longer waits for them.</param>
internal sealed class PathBudget(int maxScenarios, CancellationToken cancellationToken)
{
    // Nodes and flows of all paths together. A step is some kilobytes, so this is already a suite that nobody can read.
    private const int MaxElements = 1_000_000;

    /// <summary>Stops when nobody waits any more.</summary>
    public void Continue() => cancellationToken.ThrowIfCancellationRequested();

    /// <summary>Refuses a suite that cannot be small enough.</summary>
    public void CheckLowerBound(int scenarios)
    {
        Continue();
        if (scenarios > maxScenarios)
        {
            throw new PathLimitException(
                $"the suite would have at least {scenarios} scenarios, over maxScenarios {maxScenarios}: raise it or ask for less coverage"
            );
        }
    }

    /// <summary>The most paths.</summary>
    public int MaxScenarios => maxScenarios;

    /// <summary>Refuses more paths than a suite may have scenarios.</summary>
    /// <param name="paths">The number of paths, or how many were counted.</param>
    /// <param name="isExact">Whether all were counted.</param>
    public void CheckPaths(long paths, bool isExact)
    {
        if (paths > maxScenarios)
        {
            throw new PathLimitException(
                $"the process has {(isExact ? "" : "more than ")}{paths} paths, over maxScenarios {maxScenarios}: raise it or ask for less coverage"
            );
        }
    }

    /// <summary>Refuses more paths that can be run than a suite may have scenarios, or so many that not all could be looked at.</summary>
    /// <param name="paths">How many were counted. Those over the most are not judged: what other paths showed to contradict is not counted.</param>
    /// <param name="isComplete">Whether all were counted.</param>
    public void CheckFeasible(long paths, bool isComplete)
    {
        if (paths > maxScenarios || !isComplete)
        {
            throw new PathLimitException(
                $"the process has {(isComplete ? "" : "more than ")}{paths} paths without a known contradiction, over maxScenarios {maxScenarios}: raise it or ask for less coverage"
            );
        }
    }

    /// <summary>Refuses paths that are too long together.</summary>
    public void CheckElements(long elements)
    {
        Continue();
        if (elements > MaxElements)
        {
            throw new PathLimitException(
                $"the paths would have more than {MaxElements} nodes and flows together: ask for less coverage, or split the process into several"
            );
        }
    }
}
