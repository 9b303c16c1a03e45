namespace Orchestra.Modeling.Covering;

/// <summary>No covering array can be built: the message says why and what to do.</summary>
public sealed class CoveringException(string message, IReadOnlyList<int>? conflict = null) : Exception(message)
{
    /// <summary>Constraints, by index, that no row satisfies together; none of them can be left out. Empty for other reasons.</summary>
    public IReadOnlyList<int> Conflict { get; } = conflict ?? [];
}
