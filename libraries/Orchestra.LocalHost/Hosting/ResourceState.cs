namespace Orchestra.LocalHost.Hosting;

/// <summary>Where a resource is in its life.</summary>
internal enum ResourceState
{
    /// <summary>For other resources.</summary>
    Waiting,
    Starting,

    /// <summary>Its processes run; its health check has not passed yet, or it has none.</summary>
    Running,
    Healthy,

    /// <summary>Ended as it should: a step such as the migrations.</summary>
    Finished,

    /// <summary>Ended by itself after it had been up.</summary>
    Exited,

    /// <summary>Could not be started.</summary>
    Failed,
    Stopping,
    Stopped,
}
