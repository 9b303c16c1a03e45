namespace Orchestra.Executor.Execution;

/// <summary>What became of a step.</summary>
internal enum StepProgress
{
    /// <summary>It ended and is committed.</summary>
    Done,

    /// <summary>Somebody asked to stop the run.</summary>
    Cancelled,

    /// <summary>The lease is lost: nothing may be written.</summary>
    Lost,
}
