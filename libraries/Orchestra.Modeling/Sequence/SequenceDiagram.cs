namespace Orchestra.Modeling.Sequence;

/// <summary>A diagram as read, whichever language it was written in.</summary>
internal sealed class SequenceDiagram
{
    /// <summary>The title; null without one.</summary>
    public string? Title { get; set; }

    /// <summary>The participants, in the order of their first mention.</summary>
    public List<Participant> Participants { get; } = [];

    /// <summary>What stands outside of all fragments, in order.</summary>
    public List<SequenceElement> Items { get; } = [];

    /// <summary>Whom <c>orchestra: initiator</c> names; null to take the first sender.</summary>
    public Participant? Initiator { get; set; }
}
