namespace Orchestra.Modeling.Paths.Feasible;

/// <summary>That a walk passes a node or a flow at least so many times.</summary>
/// <param name="Id">The node or the flow.</param>
/// <param name="Pass">How many times.</param>
internal readonly record struct Mark(string Id, int Pass);
