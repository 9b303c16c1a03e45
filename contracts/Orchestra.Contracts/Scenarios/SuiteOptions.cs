namespace Orchestra.Contracts.Scenarios;

/// <summary>What to generate.</summary>
public sealed record SuiteOptions
{
    /// <summary>What must be covered.</summary>
    public IReadOnlyList<CoverageCriterion> Criteria { get; init; } = [CoverageCriterion.Edge];

    /// <summary>Strength of PAIRWISE, 2 to 4.</summary>
    public int Strength { get; init; } = 2;

    /// <summary>The most iterations of a loop that has no bound of its own, 1 to 10.</summary>
    public int MaxLoopIterations { get; init; } = 1;

    /// <summary>Orders of parallel branches.</summary>
    public BranchOrders Orders { get; init; } = BranchOrders.None;

    /// <summary>The most scenarios; a larger suite is refused with its size.</summary>
    public int MaxScenarios { get; init; } = 1000;

    /// <summary>Seed of everything that is picked: the same seed gives the same bytes.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The participant to start in; null for the one whose start has no incoming message.</summary>
    public string? Participant { get; init; }

    /// <summary>Score from which a task is bound by its name, 0 to 1.</summary>
    public double BindingThreshold { get; init; } = 0.5;
}
