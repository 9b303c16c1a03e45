using MassTransit;
using Orchestra.Contracts.Bus;
using Orchestra.ServiceDefaults.Bus;

namespace Orchestra.Executor.Waking;

/// <summary>The scheduler queued runs.</summary>
internal sealed class RunsQueuedConsumer(Signal queued) : IConsumer<RunsQueued>
{
    public Task Consume(ConsumeContext<RunsQueued> context)
    {
        queued.Set();
        return Task.CompletedTask;
    }
}
