using MassTransit;

namespace Orchestra.Api.Streaming;

/// <summary>Every replica of the Api has a queue of its own, gone with it: a wake-up is for all of them.</summary>
internal sealed class RunsChangedConsumerDefinition : ConsumerDefinition<RunsChangedConsumer>
{
    public RunsChangedConsumerDefinition() =>
        Endpoint(endpoint =>
        {
            endpoint.InstanceId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");
            endpoint.Temporary = true;
        });
}
