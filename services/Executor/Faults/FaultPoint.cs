namespace Orchestra.Executor.Faults;

/// <summary>Moments at which an executor's death hurts differently.</summary>
public enum FaultPoint
{
    /// <summary>Runs are claimed, nothing is done yet.</summary>
    AfterClaim,

    /// <summary>The step's RUNNING row is durable, nothing was sent.</summary>
    BeforeSend,

    /// <summary>The step's outcome is known here and nowhere else.</summary>
    AfterResponse,

    /// <summary>The outcome is committed, and nobody here knows it yet.</summary>
    BeforeAck,
}
