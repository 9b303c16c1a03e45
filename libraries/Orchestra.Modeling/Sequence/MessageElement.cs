namespace Orchestra.Modeling.Sequence;

/// <summary>A message.</summary>
/// <param name="From">The sender; null for the outside (a found message).</param>
/// <param name="To">The receiver; null for the outside (a lost message).</param>
/// <param name="Kind">What the arrow says.</param>
/// <param name="Text">The text, empty for none.</param>
/// <param name="Directives">What comments before it say.</param>
/// <param name="Line">Its line, from 1.</param>
internal sealed record MessageElement(Participant? From, Participant? To, MessageKind Kind, string Text, Directives Directives, int Line)
    : SequenceElement(Line);
