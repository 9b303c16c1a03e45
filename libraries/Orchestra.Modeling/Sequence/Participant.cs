namespace Orchestra.Modeling.Sequence;

/// <summary>A participant of a diagram.</summary>
internal sealed class Participant
{
    /// <summary>The name that messages use.</summary>
    public required string Id { get; init; }

    /// <summary>The name that people read.</summary>
    public required string Label { get; set; }

    /// <summary>How it was declared.</summary>
    public ParticipantKind Kind { get; set; }

    /// <summary>The line of its declaration or of its first message.</summary>
    public required int Line { get; init; }

    /// <summary>Whether a directive says that it belongs to the test's side; null when none says.</summary>
    public bool? IsDriver { get; set; }

    /// <summary>The name of its service, where a directive gives one.</summary>
    public string? Service { get; set; }
}
