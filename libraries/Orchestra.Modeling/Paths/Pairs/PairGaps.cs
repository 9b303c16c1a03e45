namespace Orchestra.Modeling.Paths.Pairs;

/// <summary>Combinations that no walk covers.</summary>
internal sealed class PairGaps
{
    /// <summary>Those that none can, with the conditions that contradict; without where the graph alone rules them out.</summary>
    public List<(int[] Tuple, string? Reason)> NoWalk { get; } = [];

    /// <summary>Those that were not found in so many tries.</summary>
    public List<(int[] Tuple, int Tries)> NotFound { get; } = [];
}
