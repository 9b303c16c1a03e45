namespace Orchestra.Cli.Development.Soak;

/// <summary>What is done to a running topology.</summary>
internal enum SoakFaultKind
{
    /// <summary>kill -9 of an executor, and another in its place.</summary>
    KillExecutor,

    /// <summary>SIGSTOP of an executor for three times its lease, then SIGCONT.</summary>
    FreezeExecutor,

    /// <summary>SIGTERM of an executor, and another in its place.</summary>
    ReplaceExecutor,

    /// <summary>kill -9 of the Api, and another in its place.</summary>
    KillApi,

    /// <summary>Half of PostgreSQL's connections are cut.</summary>
    CutConnections,

    /// <summary>PostgreSQL crashes and recovers.</summary>
    CrashDatabase,

    /// <summary>RabbitMQ stops at once and comes back.</summary>
    RestartBroker,
}
