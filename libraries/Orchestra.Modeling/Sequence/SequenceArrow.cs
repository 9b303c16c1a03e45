namespace Orchestra.Modeling.Sequence;

/// <summary>An arrow as read.</summary>
/// <param name="Kind">What it says of the message.</param>
/// <param name="IsReversed">Whether it points from right to left.</param>
internal readonly record struct SequenceArrow(MessageKind Kind, bool IsReversed);
