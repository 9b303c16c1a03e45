namespace Orchestra.Contracts.Reports;

/// <summary>The planned path against what was seen.</summary>
/// <param name="Planned">Flows of the scenario.</param>
/// <param name="Observed">Those whose evidence held.</param>
/// <param name="Broken">Those whose evidence did not hold: the SUT went another way.</param>
/// <param name="Unobserved">Those without evidence, or whose step did not come to its rules.</param>
public sealed record PathComparison(
    IReadOnlyList<string> Planned,
    IReadOnlyList<string> Observed,
    IReadOnlyList<string> Broken,
    IReadOnlyList<string> Unobserved
);
