namespace Orchestra.Modeling.Covering;

/// <summary>Counts of tuples: the total is the covered and the infeasible ones.</summary>
/// <param name="Total">All tuples of the model's strength, and those of its groups; without those of free values.</param>
/// <param name="Covered">Tuples that occur in a row.</param>
/// <param name="Infeasible">Tuples that occur in no row that satisfies the constraints.</param>
public sealed record CoveringTuples(long Total, long Covered, long Infeasible);
