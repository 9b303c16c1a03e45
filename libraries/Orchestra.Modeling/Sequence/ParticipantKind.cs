namespace Orchestra.Modeling.Sequence;

/// <summary>How a participant was declared.</summary>
internal enum ParticipantKind
{
    /// <summary>A participant of any kind but those below.</summary>
    Participant,

    /// <summary>A person or an outside system.</summary>
    Actor,

    /// <summary>A surface that people use: UML's boundary.</summary>
    Boundary,
}
