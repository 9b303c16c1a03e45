namespace Orchestra.Modeling.Paths;

/// <summary>The vertices of one node.</summary>
/// <param name="Begin">Where flows arrive.</param>
/// <param name="Body">The way into the sub-process; the same as <paramref name="Begin"/> where nothing can interrupt it at once.</param>
/// <param name="Last">Where flows leave.</param>
internal sealed record Place(Vertex Begin, Vertex Body, Vertex Last);
