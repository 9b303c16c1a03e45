using MassTransit;

namespace Orchestra.ServiceDefaults.Bus;

/// <summary>Turns a wake-up message into a <see cref="Signal"/>.</summary>
public sealed class SignalConsumer<T>(Signal signal) : IConsumer<T>
    where T : class
{
    /// <inheritdoc />
    public Task Consume(ConsumeContext<T> context)
    {
        signal.Set();
        return Task.CompletedTask;
    }
}
