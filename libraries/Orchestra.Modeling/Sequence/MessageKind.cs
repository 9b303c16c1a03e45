namespace Orchestra.Modeling.Sequence;

/// <summary>What an arrow says of its message.</summary>
internal enum MessageKind
{
    /// <summary>The sender waits for the answer.</summary>
    Call,

    /// <summary>The sender goes on at once.</summary>
    Async,

    /// <summary>A message that is lost: nobody answers it.</summary>
    Lost,

    /// <summary>A dashed arrow: the answer to a call.</summary>
    Reply,
}
