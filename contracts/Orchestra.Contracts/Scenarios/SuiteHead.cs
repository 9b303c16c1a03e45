namespace Orchestra.Contracts.Scenarios;

/// <summary>What a suite was generated from.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Criteria">What it covers.</param>
/// <param name="Strength">Strength of PAIRWISE.</param>
/// <param name="Seed">Seed of everything picked.</param>
public sealed record SuiteHead(string Name, IReadOnlyList<CoverageCriterion> Criteria, int Strength, int Seed);
