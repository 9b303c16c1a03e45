using MassTransit;
using Orchestra.ServiceDefaults.Bus;

namespace Orchestra.ServiceDefaults.Tests.Bus;

/// <summary>Counts a wake-up and tells that it came.</summary>
internal sealed class PokeConsumer(PokeCounter counter, Signal heard) : IConsumer<Poke>
{
    public Task Consume(ConsumeContext<Poke> context)
    {
        counter.Add();
        heard.Set();
        return Task.CompletedTask;
    }
}
