namespace Orchestra.Modeling.Sequence;

/// <summary>A reference to another diagram.</summary>
/// <param name="Text">What it refers to.</param>
/// <param name="Directives">What comments before it say.</param>
/// <param name="Line">Its line, from 1.</param>
internal sealed record ReferenceElement(string Text, Directives Directives, int Line) : SequenceElement(Line);
