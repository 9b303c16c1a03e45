using System.Diagnostics;

namespace Orchestra.Executor.Faults;

/// <summary>Ends the process as kill -9 does: nothing is flushed, given back or said.</summary>
internal sealed class KillFault(FaultOptions options) : IFault
{
    public void Reach(FaultPoint point, string? step)
    {
        if (point == options.KillAt && (options.Step is null || options.Step == step))
        {
            Process.GetCurrentProcess().Kill();
        }
    }
}
