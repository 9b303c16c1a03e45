namespace Orchestra.Contracts.Load;

/// <summary>What decides when the next iteration starts.</summary>
public enum LoadModel
{
    /// <summary>The users do: each starts its next iteration when its last one has ended.</summary>
    Closed,

    /// <summary>The clock does: iterations start at a rate, whether earlier ones have ended or not.</summary>
    Open,
}
