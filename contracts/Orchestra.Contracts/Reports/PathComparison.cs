namespace Orchestra.Contracts.Reports;

/// <summary>The planned path against what was seen.</summary>
/// <param name="Planned">Flows of the scenario, one item for each time that one is taken.</param>
/// <param name="Observed">Those whose evidence held each time that it was looked at.</param>
/// <param name="Broken">Those whose evidence did not hold at least once: the SUT went another way.</param>
/// <param name="Unobserved">Those without evidence, or whose step did not come to its rules.</param>
public sealed record PathComparison(
    IReadOnlyList<string> Planned,
    IReadOnlyList<string> Observed,
    IReadOnlyList<string> Broken,
    IReadOnlyList<string> Unobserved
)
{
    /// <summary>Each visit of a decision, in the order of the plan: a loop may decide otherwise each time.</summary>
    public IReadOnlyList<DecisionComparison> Decisions { get; init; } = [];
}
