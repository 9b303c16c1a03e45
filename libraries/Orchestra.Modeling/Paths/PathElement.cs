namespace Orchestra.Modeling.Paths;

/// <summary>A node or a flow of a walk: one of the two ids is set.</summary>
/// <param name="NodeId">The node reached.</param>
/// <param name="EdgeId">The flow taken.</param>
/// <param name="JoinOf">At a parallel join: the nodes walked in its branches.</param>
public sealed record PathElement(string? NodeId, string? EdgeId, IReadOnlyList<string>? JoinOf = null);
