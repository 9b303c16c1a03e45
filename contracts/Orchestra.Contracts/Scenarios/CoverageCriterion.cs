namespace Orchestra.Contracts.Scenarios;

/// <summary>What a suite must cover.</summary>
public enum CoverageCriterion
{
    /// <summary>Every node.</summary>
    Node,

    /// <summary>Every flow.</summary>
    Edge,

    /// <summary>Every outcome of every decision.</summary>
    Decision,

    /// <summary>Every combination of outcomes of each two (to four) decisions.</summary>
    Pairwise,

    /// <summary>Every path.</summary>
    AllPaths,
}
