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

    /// <summary>What the shared event definitions name, by their id.</summary>
    public Dictionary<string, string> SharedTriggerRefs { get; } = new(StringComparer.Ordinal);

    /// <summary>Errors, escalations, messages and signals: id to code, name or id, whichever is first there.</summary>
    public Dictionary<string, string> EventCodes { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of the data stores of the file, by id.</summary>
    public Dictionary<string, string> DataStores { get; } = new(StringComparer.Ordinal);

    /// <summary>Associations both ways: the first element that each one is associated with.</summary>
    public Dictionary<string, string> Associations { get; } = new(StringComparer.Ordinal);

    /// <summary>Every id of the BPMN model with the line of its first element.</summary>
    public Dictionary<string, int> Ids { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the text was read to its end: otherwise what is missing proves nothing.</summary>
    public bool Complete { get; set; }
}
