namespace Orchestra.Modeling.Sequence;

/// <summary>A combined fragment with its branches, the first of which it opens with.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Branches">The branches.</param>
/// <param name="Line">Its line, from 1.</param>
internal sealed record FragmentElement(FragmentKind Kind, List<FragmentBranch> Branches, int Line) : SequenceElement(Line);
