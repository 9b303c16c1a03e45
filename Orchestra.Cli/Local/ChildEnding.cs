namespace Orchestra.Cli.Local;

/// <summary>What becomes of a child when we end without having stopped it.</summary>
internal enum ChildEnding
{
    /// <summary>It is asked to end (SIGTERM): it has things to put in order.</summary>
    Asked,

    /// <summary>It is killed: its own children end with it.</summary>
    Killed,

    /// <summary>It goes on, in a session of its own.</summary>
    GoesOn,
}
