namespace Orchestra.Contracts.Runs;

/// <summary>Types of events of a run's stream.</summary>
public static class RunEventTypes
{
    /// <summary>The run's state changed.</summary>
    public const string RunStatus = "run:status";

    /// <summary>A step is about to be sent.</summary>
    public const string StepStart = "step:start";

    /// <summary>A step ended.</summary>
    public const string StepResult = "step:result";

    /// <summary>The run ended; nothing follows.</summary>
    public const string RunComplete = "run:complete";
}
