namespace Orchestra.Modeling.Paths;

/// <summary>A walk from a start to an end.</summary>
internal sealed class Walk
{
    /// <summary>Nodes and flows in the order run.</summary>
    public List<PathElement> Elements { get; } = [];

    /// <summary>What was decided, in the order decided.</summary>
    public List<Taken> Choices { get; } = [];

    /// <summary>Splits in the order run.</summary>
    public List<SplitRun> Splits { get; } = [];
}
