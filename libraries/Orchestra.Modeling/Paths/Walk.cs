namespace Orchestra.Modeling.Paths;

/// <summary>A walk from a start to an end.</summary>
internal sealed class Walk
{
    /// <summary>Nodes and flows in the order run.</summary>
    public List<PathElement> Elements { get; } = [];

    /// <summary>Outcomes of decisions in the order taken.</summary>
    public List<Arc> Choices { get; } = [];

    /// <summary>Splits in the order run.</summary>
    public List<Vertex> Splits { get; } = [];
}
