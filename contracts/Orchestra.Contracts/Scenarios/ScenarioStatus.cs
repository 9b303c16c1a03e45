namespace Orchestra.Contracts.Scenarios;

/// <summary>Life of a scenario version.</summary>
public enum ScenarioStatus
{
    /// <summary>Being worked on; may run.</summary>
    Draft,

    /// <summary>The version that runs take by default.</summary>
    Published,

    /// <summary>Kept for history.</summary>
    Deprecated,
}
