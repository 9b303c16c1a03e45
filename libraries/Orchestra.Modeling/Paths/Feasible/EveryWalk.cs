namespace Orchestra.Modeling.Paths.Feasible;

/// <summary>The walks of a graph that can be run.</summary>
/// <param name="Walks">The first of them; one more than asked for where there are more.</param>
/// <param name="Count">How many were counted; those above what was asked for are not judged one by one.</param>
/// <param name="IsComplete">Whether all were counted.</param>
internal sealed record EveryWalk(IReadOnlyList<Walk> Walks, int Count, bool IsComplete);
