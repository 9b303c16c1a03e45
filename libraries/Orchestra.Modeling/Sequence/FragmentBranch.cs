namespace Orchestra.Modeling.Sequence;

/// <summary>A branch of a fragment.</summary>
/// <param name="Guard">Its text, empty for none.</param>
/// <param name="Items">What stands in it.</param>
/// <param name="Directives">What comments before it say.</param>
/// <param name="Line">Its line, from 1.</param>
internal sealed record FragmentBranch(string Guard, List<SequenceElement> Items, Directives Directives, int Line);
