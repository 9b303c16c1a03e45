namespace Orchestra.Contracts.Scenarios;

/// <summary>Which orders of parallel branches are tried.</summary>
public enum BranchOrders
{
    /// <summary>The order of the source.</summary>
    None,

    /// <summary>Each two branches in both orders.</summary>
    Pairs,

    /// <summary>Every order.</summary>
    All,
}
