namespace Orchestra.Contracts.Runs;

/// <summary>State of a step.</summary>
public enum StepStatus
{
    /// <summary>Not started.</summary>
    Pending,

    /// <summary>Sent, or about to be.</summary>
    Running,

    /// <summary>As expected.</summary>
    Passed,

    /// <summary>The SUT was wrong.</summary>
    Failed,

    /// <summary>Passed only by retrying.</summary>
    Flaky,

    /// <summary>Not run.</summary>
    Skipped,

    /// <summary>Could not be judged.</summary>
    Broken,

    /// <summary>It may have taken effect.</summary>
    Unknown,
}
