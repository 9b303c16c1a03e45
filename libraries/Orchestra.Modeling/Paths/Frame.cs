namespace Orchestra.Modeling.Paths;

/// <summary>Something that a walk has entered and has to leave again: a sub-process, or a split with branches still to run.</summary>
/// <param name="owner">The way into the sub-process, or the split.</param>
/// <param name="run">The split's visit; null for a sub-process.</param>
/// <param name="firstElement">How many elements the walk had before.</param>
internal sealed class Frame(Vertex owner, SplitRun? run, int firstElement)
{
    /// <summary>The way into the sub-process, or the split.</summary>
    public Vertex Owner { get; } = owner;

    /// <summary>Whether it is a sub-process.</summary>
    public bool IsScope { get; } = run is null;

    /// <summary>The split's visit; null for a sub-process.</summary>
    public SplitRun? Run { get; } = run;

    /// <summary>How many elements the walk had before.</summary>
    public int FirstElement { get; } = firstElement;

    /// <summary>The branch to run next.</summary>
    public int NextBranch { get; set; }

    /// <summary>Joins at which branches wait.</summary>
    public List<Vertex> Waiting { get; } = [];

    /// <summary>The branches of a split end here, if they have not ended before.</summary>
    public void EndBranches(Walk walk)
    {
        if (Run is { End: 0 } open)
        {
            open.End = walk.Elements.Count;
        }
    }
}
