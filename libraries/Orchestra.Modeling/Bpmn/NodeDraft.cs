using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Bpmn;

/// <summary>A flow node while its element is being read.</summary>
internal sealed class NodeDraft : ElementDraft
{
    /// <summary>The kind of node.</summary>
    public required NodeType Type { get; init; }

    /// <summary>The process that holds it.</summary>
    public required ProcessDraft Process { get; init; }

    /// <summary>The sub-process that holds it; null at the top.</summary>
    public required NodeDraft? Parent { get; init; }

    /// <summary>For a boundary event: the activity named.</summary>
    public string? AttachedTo { get; init; }

    /// <summary>The default flow named.</summary>
    public string? Default { get; init; }

    /// <summary>The triggers of an event.</summary>
    public IReadOnlyList<string> Triggers { get; set; } = [];

    /// <summary>Ids of event definitions that stand elsewhere.</summary>
    public IReadOnlyList<string> TriggerReferences { get; set; } = [];

    /// <summary>Ids of what it reads; inner inputs of the node itself are among them.</summary>
    public List<string> Reads { get; } = [];

    /// <summary>Ids of what it writes; inner outputs of the node itself are among them.</summary>
    public List<string> Writes { get; } = [];

    /// <summary>The loop marker.</summary>
    public string? Loop { get; set; }

    /// <summary>What the trigger names: id of an error, escalation, message or signal, or the activity to compensate.</summary>
    public string? TriggerRef { get; set; }

    /// <summary>Whether a boundary event, or the start of an event sub-process, ends what it is attached to.</summary>
    public bool IsInterrupting { get; init; } = true;

    /// <summary>Whether it only compensates another activity.</summary>
    public bool IsForCompensation { get; init; }

    /// <summary>The process that a call activity names.</summary>
    public string? CalledElement { get; set; }

    /// <summary>Whether an event-based gateway waits for all events.</summary>
    public bool WaitsForAll { get; init; }

    /// <summary>The fixed number of iterations.</summary>
    public int? LoopCardinality { get; set; }

    /// <summary>Whether a standard loop may run not at all.</summary>
    public bool LoopTestsBefore { get; set; }

    /// <summary>Name of a link event's link: a throwing link goes on at the catching link of the same name.</summary>
    public string? Link { get; set; }

    /// <summary>Statement of a look into a database.</summary>
    public string? Sql { get; set; }

    /// <summary>Key of a message.</summary>
    public string? MessageKey { get; set; }

    /// <summary>Correlation id of a message.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>Limit of the step.</summary>
    public int? TimeoutMs { get; set; }

    /// <summary>Whether it holds other nodes.</summary>
    public bool IsContainer => Type is NodeType.SubProcess or NodeType.EventSubProcess or NodeType.Transaction or NodeType.AdHocSubProcess;
}
