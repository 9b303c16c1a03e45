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

    /// <summary>The loop marker.</summary>
    public string? Loop { get; set; }

    /// <summary>Name of a link event's link: a throwing link goes on at the catching link of the same name.</summary>
    public string? Link { get; set; }

    /// <summary>Whether it holds other nodes.</summary>
    public bool IsContainer => Type is NodeType.SubProcess or NodeType.EventSubProcess or NodeType.Transaction or NodeType.AdHocSubProcess;
}
