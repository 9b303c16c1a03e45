namespace Orchestra.Modeling.Paths;

/// <summary>An arc of a flow network.</summary>
internal sealed class NetworkArc(int source, int target, int? bound, Arc? arc, Vertex? split)
{
    /// <summary>Where it begins.</summary>
    public int Source { get; } = source;

    /// <summary>Where it leads.</summary>
    public int Target { get; } = target;

    /// <summary>For a back edge: how often one path may take it; null for every other arc.</summary>
    public int? Bound { get; } = bound;

    /// <summary>The arc of the flat graph that it stands for; null for none.</summary>
    public Arc? Arc { get; } = arc;

    /// <summary>The split whose branches are walked when it is taken; null for none.</summary>
    public Vertex? Split { get; } = split;

    /// <summary>The least flow.</summary>
    public int Lower { get; set; }

    /// <summary>The flow.</summary>
    public int Flow { get; set; }
}
