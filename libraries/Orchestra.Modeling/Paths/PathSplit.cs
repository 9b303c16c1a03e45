namespace Orchestra.Modeling.Paths;

/// <summary>One visit of a parallel split on a path.</summary>
/// <param name="Id">The gateway or activity that splits.</param>
/// <param name="Branches">The branches in the order run.</param>
public sealed record PathSplit(string Id, IReadOnlyList<PathBranch> Branches);
