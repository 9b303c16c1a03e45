namespace Orchestra.Contracts.Runs;

/// <summary>State of a run; the moves between them are in docs/states.md.</summary>
public enum RunStatus
{
    /// <summary>Accepted, waits for a slot of its tenant.</summary>
    Pending,

    /// <summary>Waits for an executor.</summary>
    Queued,

    /// <summary>An executor holds its lease.</summary>
    InProgress,

    /// <summary>Every step passed.</summary>
    Passed,

    /// <summary>The SUT was wrong.</summary>
    Failed,

    /// <summary>It could not be judged.</summary>
    Broken,

    /// <summary>Its executors died more often than allowed.</summary>
    FailedStuck,

    /// <summary>Somebody stopped it.</summary>
    Cancelled,

    /// <summary>What it depends on can no longer be met.</summary>
    Skipped,
}
