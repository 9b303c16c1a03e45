namespace Orchestra.Modeling.Covering;

/// <summary>What a constraint says about a row of which not everything is known.</summary>
public enum CoveringVerdict
{
    /// <summary>It depends on what is still open.</summary>
    Open,

    /// <summary>Every completion satisfies the constraint.</summary>
    Kept,

    /// <summary>No completion satisfies the constraint.</summary>
    Broken,
}
