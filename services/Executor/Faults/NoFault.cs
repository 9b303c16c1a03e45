namespace Orchestra.Executor.Faults;

/// <summary>Nothing is injected: always so in production.</summary>
internal sealed class NoFault : IFault
{
    public void Reach(FaultPoint point, string? step) { }
}
