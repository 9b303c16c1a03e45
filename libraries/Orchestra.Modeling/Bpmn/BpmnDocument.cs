namespace Orchestra.Modeling.Bpmn;

/// <summary>A source as read: references are names that nobody has looked up yet.</summary>
internal sealed class BpmnDocument
{
    /// <summary>Faults of the text itself.</summary>
    public FaultList Faults { get; } = new();

    /// <summary>Warnings of the text itself.</summary>
    public WarningList Warnings { get; } = new();

    /// <summary>The processes.</summary>
    public List<ProcessDraft> Processes { get; } = [];

    /// <summary>The pools.</summary>
    public List<ParticipantDraft> Participants { get; } = [];

    /// <summary>The message flows.</summary>
    public List<MessageFlowDraft> MessageFlows { get; } = [];

    /// <summary>Event definitions that stand outside of events: id to trigger.</summary>
    public Dictionary<string, string> SharedTriggers { get; } = new(StringComparer.Ordinal);

    /// <summary>Every id of the BPMN model with the line of its first element.</summary>
    public Dictionary<string, int> Ids { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the text was read to its end: otherwise what is missing proves nothing.</summary>
    public bool Complete { get; set; }
}
