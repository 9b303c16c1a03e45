namespace Orchestra.LocalHost.Processes;

/// <summary>The signals which the host sends, with Linux's numbers.</summary>
internal enum UnixSignal
{
    /// <summary>PostgreSQL: fast shutdown.</summary>
    Interrupt = 2,

    /// <summary>PostgreSQL: immediate shutdown, recovered from the log at the next start.</summary>
    Quit = 3,
    Kill = 9,
    Terminate = 15,

    /// <summary>Lets a frozen process go on.</summary>
    Continue = 18,

    /// <summary>Freezes a process: how tests make a zombie of an executor.</summary>
    Stop = 19,
}
