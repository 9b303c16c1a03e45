using MassTransit;

namespace Orchestra.Executor.Waking;

/// <summary>Every executor has a queue of its own, gone with it: all are woken, and the claim decides.</summary>
internal sealed class RunsQueuedConsumerDefinition : ConsumerDefinition<RunsQueuedConsumer>
{
    public RunsQueuedConsumerDefinition() =>
        Endpoint(endpoint =>
        {
            endpoint.InstanceId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");
            endpoint.Temporary = true;
        });
}
