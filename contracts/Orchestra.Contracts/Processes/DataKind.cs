namespace Orchestra.Contracts.Processes;

/// <summary>What a data element of a process is.</summary>
public enum DataKind
{
    /// <summary>A data object: it lives as long as the process.</summary>
    Object,

    /// <summary>A data store: it outlives the process.</summary>
    Store,
}
