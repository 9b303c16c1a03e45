using System.Threading.Channels;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace Orchestra.ServiceDefaults.Bus;

/// <summary>
/// Publishes a message without content, coalesced: however many callers ask while one is on its way, one more follows. A broker that
/// is down costs the callers nothing; the receivers' own sweeps find the work.
/// </summary>
public sealed partial class WakeUp<T> : IAsyncDisposable
    where T : class, new()
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Channel<bool> _asked = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly CancellationTokenSource _stopping = new();
    private readonly IBus _bus;
    private readonly TimeProvider _time;
    private readonly ILogger<WakeUp<T>> _logger;
    private readonly Task _loop;

    /// <summary>Starts publishing when somebody asks.</summary>
    public WakeUp(IBus bus, TimeProvider time, ILogger<WakeUp<T>> logger)
    {
        (_bus, _time, _logger) = (bus, time, logger);
        _loop = Task.Run(PublishAsync);
    }

    /// <summary>Asks for a wake-up; returns at once.</summary>
    public void Send() => _asked.Writer.TryWrite(true);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            // Disposed before: by its owner, and once more by the container.
            return;
        }

        await _stopping.CancelAsync();
        await _loop;
        _stopping.Dispose();
    }

    private async Task PublishAsync()
    {
        try
        {
            while (await _asked.Reader.WaitToReadAsync(_stopping.Token))
            {
                _asked.Reader.TryRead(out _);
                await PublishOnceAsync();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            LogStopped(typeof(T).Name);
        }
    }

    private async Task PublishOnceAsync()
    {
        // Without a limit a publish blocks for as long as the broker is down.
        using var limit = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stopping.Token);
        try
        {
            await _bus.Publish(new T(), either.Token);
        }
        // A transport that closes under a publish may fail in its own words: also then the loop ends by its cancellation only.
        catch (Exception e) when (e is not OperationCanceledException || !_stopping.IsCancellationRequested)
        {
            LogNotSent(typeof(T).Name, e.Message);
        }
    }

    [LoggerMessage(
        EventId = 9101,
        Level = LogLevel.Warning,
        Message = "Wake-up {MessageType} was not sent: {Reason}; the sweeps find the work"
    )]
    private partial void LogNotSent(string messageType, string reason);

    [LoggerMessage(EventId = 9102, Level = LogLevel.Debug, Message = "Wake-ups {MessageType} stopped")]
    private partial void LogStopped(string messageType);
}
