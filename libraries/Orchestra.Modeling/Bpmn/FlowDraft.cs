namespace Orchestra.Modeling.Bpmn;

/// <summary>A sequence flow while its element is being read.</summary>
internal sealed class FlowDraft : ElementDraft
{
    /// <summary>The process that holds it.</summary>
    public required ProcessDraft Process { get; init; }

    /// <summary>The node named as its source.</summary>
    public required string? Source { get; init; }

    /// <summary>The node named as its target.</summary>
    public required string? Target { get; init; }

    /// <summary>The condition's text.</summary>
    public string? Condition { get; set; }
}
