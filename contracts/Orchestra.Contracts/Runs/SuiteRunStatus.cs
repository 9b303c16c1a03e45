namespace Orchestra.Contracts.Runs;

/// <summary>State of a suite run.</summary>
public enum SuiteRunStatus
{
    /// <summary>No run has started.</summary>
    Pending,

    /// <summary>Runs are under way.</summary>
    InProgress,

    /// <summary>All passed.</summary>
    Passed,

    /// <summary>At least one failed.</summary>
    Failed,

    /// <summary>None failed, at least one could not be judged.</summary>
    Broken,

    /// <summary>Somebody stopped it.</summary>
    Cancelled,
}
