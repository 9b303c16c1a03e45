namespace Orchestra.Modeling.Paths;

/// <summary>One visit of a split on a walk.</summary>
/// <param name="Split">The split.</param>
/// <param name="Branches">The branches taken, in the order run.</param>
internal sealed record SplitRun(Vertex Split, IReadOnlyList<Arc> Branches)
{
    /// <summary>For each branch where its elements begin in the walk.</summary>
    public List<int> Starts { get; } = [];

    /// <summary>Where the last branch ends in the walk.</summary>
    public int End { get; set; }
}
