namespace Orchestra.Contracts.Processes;

/// <summary>What a process was imported from.</summary>
public enum ProcessSourceType
{
    /// <summary>BPMN 2.0 XML.</summary>
    Bpmn,

    /// <summary>A sequence diagram.</summary>
    Sequence,
}
