using Orchestra.Api.Streaming;

namespace Orchestra.Api.Scheduling;

/// <summary>How a request tells this process's scheduler that there is work, without waiting for the sweep.</summary>
internal sealed class SchedulerSignal(LedgerSignal changed)
{
    public void WorkArrived() => changed.Signal.Set();
}
