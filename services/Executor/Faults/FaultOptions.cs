namespace Orchestra.Executor.Faults;

/// <summary>Where an executor is to die, for tests; read in Development only.</summary>
public sealed class FaultOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Faults";

    /// <summary>The point at which the process kills itself (SIGKILL).</summary>
    /// <value>null (default): nowhere.</value>
    public FaultPoint? KillAt { get; set; }

    /// <summary>Alias of the step at which it does so.</summary>
    /// <value>null (default): the first.</value>
    public string? Step { get; set; }
}
