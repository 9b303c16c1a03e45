namespace Orchestra.Engine.Execution;

/// <summary>What the next owner does with a step that it finds RUNNING.</summary>
public enum ResumeAction
{
    /// <summary>Sends the same bytes again.</summary>
    Resend,

    /// <summary>Ends it as FAILED.</summary>
    Fail,

    /// <summary>Looks whether it took effect (<see cref="VerifyDecision"/>).</summary>
    Verify,

    /// <summary>Ends it as UNKNOWN: it may have taken effect.</summary>
    Unknown,
}
