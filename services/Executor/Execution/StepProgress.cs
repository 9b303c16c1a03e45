namespace Orchestra.Executor.Execution;

/// <summary>What becomes of a run after a step; the later of two in this order decides.</summary>
internal enum StepProgress
{
    /// <summary>It goes on: the step ended and is committed.</summary>
    Done,

    /// <summary>This executor stops: another one goes on.</summary>
    HandOver,

    /// <summary>Somebody asked to stop the run.</summary>
    Cancelled,

    /// <summary>The lease is lost: nothing may be written.</summary>
    Lost,
}
