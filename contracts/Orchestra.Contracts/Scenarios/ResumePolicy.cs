namespace Orchestra.Contracts.Scenarios;

/// <summary>What the next owner of a run does with a step that it finds RUNNING: it may have taken effect.</summary>
public enum ResumePolicy
{
    /// <summary>Sends the same bytes again.</summary>
    Resend,

    /// <summary>Ends the step as FAILED.</summary>
    Fail,

    /// <summary>Runs the given assertion to learn whether it happened.</summary>
    Verify,
}
