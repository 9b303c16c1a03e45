namespace Orchestra.Modeling.Sequence;

/// <summary>What a message is to a test.</summary>
internal enum MessageRole
{
    /// <summary>The test sends it: a step.</summary>
    Step,

    /// <summary>The test sees it: an answer or an event for its side.</summary>
    Reply,

    /// <summary>The system's own business, or a move within the test's side.</summary>
    Inner,
}
