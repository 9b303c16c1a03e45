namespace Orchestra.Contracts.Scenarios;

/// <summary>What a suite covers and how small it is.</summary>
public sealed record SuiteCoverage
{
    /// <summary>Nodes reached.</summary>
    public required CoverageCount Nodes { get; init; }

    /// <summary>Flows taken.</summary>
    public required CoverageCount Edges { get; init; }

    /// <summary>Outcomes of decisions, <c>gateway=flow</c>.</summary>
    public required CoverageCount Decisions { get; init; }

    /// <summary>Tuples of outcomes; null without PAIRWISE.</summary>
    public CoverageCount? Pairs { get; init; }

    /// <summary>Size of the suite.</summary>
    public required int Scenarios { get; init; }

    /// <summary>No suite that covers the same can be smaller.</summary>
    public required int LowerBound { get; init; }

    /// <summary>What cannot be covered, and why.</summary>
    public IReadOnlyList<Infeasibility> Infeasible { get; init; } = [];
}
