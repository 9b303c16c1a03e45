using Orchestra.Contracts.Bus;
using Orchestra.ServiceDefaults.Bus;

namespace Orchestra.Api.Scheduling;

/// <summary>How a request tells this process's scheduler that there is work, without waiting for the sweep.</summary>
internal sealed class SchedulerSignal(Signal<RunsChanged> changed)
{
    public void WorkArrived() => changed.Set();
}
