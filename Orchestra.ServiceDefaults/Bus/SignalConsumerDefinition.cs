using MassTransit;

namespace Orchestra.ServiceDefaults.Bus;

/// <summary>Every process has a queue of its own, gone with it: a wake-up is for all of them, and the ledger decides who does what.</summary>
internal sealed class SignalConsumerDefinition<T> : ConsumerDefinition<SignalConsumer<T>>
    where T : class
{
    public SignalConsumerDefinition() =>
        Endpoint(endpoint =>
        {
            endpoint.InstanceId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");
            endpoint.Temporary = true;
        });
}
