namespace Orchestra.Runs.Intake;

/// <summary>What a cancel did.</summary>
public enum CancelOutcome
{
    /// <summary>No such run of this tenant.</summary>
    NotFound,

    /// <summary>It had not started and is CANCELLED now.</summary>
    Cancelled,

    /// <summary>Its executor stops it.</summary>
    Requested,

    /// <summary>It had ended before.</summary>
    AlreadyEnded,
}
