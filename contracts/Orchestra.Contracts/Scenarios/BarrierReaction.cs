namespace Orchestra.Contracts.Scenarios;

/// <summary>What a barrier does when a tracked step did not pass.</summary>
public enum BarrierReaction
{
    /// <summary>Ends the run: the rest is skipped.</summary>
    AbortRun,

    /// <summary>Ends the suite run.</summary>
    AbortSuite,

    /// <summary>Goes on.</summary>
    Continue,
}
