namespace Orchestra.Contracts.Scenarios;

/// <summary>What the next owner of a run does with a step that it finds RUNNING: it may have taken effect.</summary>
public enum ResumePolicy
{
    /// <summary>Sends the same bytes again.</summary>
    Resend,

    /// <summary>Ends the step as FAILED.</summary>
    Fail,

    /// <summary>Looks by the assertion that <see cref="StepMeta.VerifyBy"/> names whether it happened, and sends again only if not.</summary>
    Verify,
}
