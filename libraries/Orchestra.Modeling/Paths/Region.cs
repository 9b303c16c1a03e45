namespace Orchestra.Modeling.Paths;

/// <summary>A part of the graph that a single token walks: the whole, or one branch of a split up to its join.</summary>
internal sealed class Region(int index, Vertex? split, Arc? first)
{
    /// <summary>Position in the region tree: a region comes before those nested in it.</summary>
    public int Index { get; } = index;

    /// <summary>The split whose branch this is; null for the whole.</summary>
    public Vertex? Split { get; } = split;

    /// <summary>The branch's first arc; null for the whole.</summary>
    public Arc? First { get; } = first;

    /// <summary>The vertices of this region and of no nested one.</summary>
    public List<Vertex> Members { get; } = [];
}
