namespace Orchestra.Contracts.Scenarios;

/// <summary>What a step is for.</summary>
public enum StepKind
{
    /// <summary>Does something to the SUT.</summary>
    Action,

    /// <summary>Looks at the SUT until its rules hold or time is over.</summary>
    Assertion,

    /// <summary>Waits for the tracked steps of parallel branches.</summary>
    Barrier,
}
