namespace Orchestra.Executor.Faults;

/// <summary>Told of every moment at which a fault may be injected.</summary>
internal interface IFault
{
    /// <summary>The process is at this point.</summary>
    /// <param name="point">The point.</param>
    /// <param name="step">The step's alias; null where there is none.</param>
    void Reach(FaultPoint point, string? step = null);
}
