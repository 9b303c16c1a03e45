namespace Orchestra.Modeling.Covering;

/// <summary>Factors (by index) whose tuples are covered to a strength of their own, besides those of the whole array.</summary>
public sealed record CoveringGroup(IReadOnlyList<int> Factors, int Strength);
