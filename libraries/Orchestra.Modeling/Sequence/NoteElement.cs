namespace Orchestra.Modeling.Sequence;

/// <summary>A note.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Line">Its line, from 1.</param>
internal sealed record NoteElement(string Text, int Line) : SequenceElement(Line);
