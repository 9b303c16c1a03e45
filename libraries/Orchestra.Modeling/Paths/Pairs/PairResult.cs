namespace Orchestra.Modeling.Paths.Pairs;

/// <summary>Walks that cover every feasible combination.</summary>
/// <param name="Walks">The walks.</param>
/// <param name="Feasible">The combinations that some walk covers.</param>
/// <param name="Gaps">The others.</param>
/// <param name="LowerBound">No fewer walks can cover them.</param>
internal sealed record PairResult(List<Walk> Walks, HashSet<ulong> Feasible, PairGaps Gaps, int LowerBound);
