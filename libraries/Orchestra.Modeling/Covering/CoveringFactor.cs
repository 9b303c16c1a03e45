namespace Orchestra.Modeling.Covering;

/// <summary>A factor (a parameter, a decision) and how many values it takes: 0 to <paramref name="Values"/> - 1.</summary>
public sealed record CoveringFactor(string Name, int Values)
{
    /// <summary>Values that need no covering, such as "not reached": rows may take them, but no tuple with one of them is owed.</summary>
    public IReadOnlyCollection<int> Free { get; init; } = [];
}
