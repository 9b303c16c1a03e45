namespace Orchestra.Modeling.Sequence;

/// <summary>Something that stands in the order of a diagram.</summary>
/// <param name="Line">Its line, from 1.</param>
internal abstract record SequenceElement(int Line);
