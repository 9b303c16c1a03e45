using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Bpmn;

/// <summary>A process while its element is being read.</summary>
internal sealed class ProcessDraft
{
    /// <summary>The element id; null until one is given to a process without.</summary>
    public required string? Id { get; set; }

    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>The line of the element.</summary>
    public required int Line { get; init; }

    /// <summary>Its flow nodes, those of sub-processes too.</summary>
    public List<NodeDraft> Nodes { get; } = [];

    /// <summary>Its sequence flows, those of sub-processes too.</summary>
    public List<FlowDraft> Flows { get; } = [];

    /// <summary>Its lanes, nested ones too.</summary>
    public List<Lane> Lanes { get; } = [];

    /// <summary>Its data objects and data stores, those of sub-processes too.</summary>
    public List<DataDraft> Data { get; } = [];

    /// <summary>What the lanes say they hold: node id, lane, line. The innermost lane comes last.</summary>
    public List<LaneMember> LaneMembers { get; } = [];
}
