namespace Orchestra.Modeling.Covering;

/// <summary>What a covering array is built for.</summary>
public sealed record CoveringModel(IReadOnlyList<CoveringFactor> Factors)
{
    /// <summary>What every row must satisfy.</summary>
    public IReadOnlyList<CoveringConstraint> Constraints { get; init; } = [];

    /// <summary>Groups of factors with a strength of their own.</summary>
    public IReadOnlyList<CoveringGroup> Groups { get; init; } = [];
}
