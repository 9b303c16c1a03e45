namespace Orchestra.Modeling.Covering;

/// <summary>Whether values, in the order of the constraint's scope, may occur together.</summary>
public delegate bool CoveringPredicate(ReadOnlySpan<int> values);
