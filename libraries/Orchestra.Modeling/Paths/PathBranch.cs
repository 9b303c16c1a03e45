namespace Orchestra.Modeling.Paths;

/// <summary>A branch of a parallel split as a path runs it.</summary>
/// <param name="Flow">Its first flow.</param>
/// <param name="Nodes">The nodes within it.</param>
public sealed record PathBranch(string Flow, IReadOnlyList<string> Nodes);
