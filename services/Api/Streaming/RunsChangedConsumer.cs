using MassTransit;
using Orchestra.Contracts.Bus;

namespace Orchestra.Api.Streaming;

/// <summary>An executor wrote to the ledger.</summary>
internal sealed class RunsChangedConsumer(LedgerSignal changed) : IConsumer<RunsChanged>
{
    public Task Consume(ConsumeContext<RunsChanged> context)
    {
        changed.Signal.Set();
        return Task.CompletedTask;
    }
}
