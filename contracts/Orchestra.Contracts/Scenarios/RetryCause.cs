namespace Orchestra.Contracts.Scenarios;

/// <summary>Which outcomes a retry applies to.</summary>
public enum RetryCause
{
    /// <summary>The step could not be judged.</summary>
    Broken,

    /// <summary>The SUT was wrong.</summary>
    Failed,
}
