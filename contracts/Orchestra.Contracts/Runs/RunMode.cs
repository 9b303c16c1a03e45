namespace Orchestra.Contracts.Runs;

/// <summary>How a run goes through its steps.</summary>
public enum RunMode
{
    /// <summary>All steps; every violation is recorded.</summary>
    RunAllSteps,

    /// <summary>The first step that does not pass ends it; the rest is SKIPPED.</summary>
    StopOnFirstFailure,

    /// <summary>One step with a given context.</summary>
    SingleStep,

    /// <summary>From a step on, reusing an earlier run's results.</summary>
    FromStep,
}
