using MassTransit;

namespace Orchestra.ServiceDefaults.Bus;

/// <summary>Turns a wake-up message into its <see cref="Signal{T}"/>.</summary>
internal sealed class SignalConsumer<T>(Signal<T> signal) : IConsumer<T>
    where T : class
{
    /// <inheritdoc />
    public Task Consume(ConsumeContext<T> context)
    {
        signal.Set();
        return Task.CompletedTask;
    }
}
