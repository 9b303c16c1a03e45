using Confluent.Kafka;

namespace Orchestra.Engine.Plugins.Kafka;

/// <summary>
/// A client and what stands in front of its connections. Its calls block a thread: one is made at a time, who gives up does not wait for
/// it, and the client lives until it has ended.
/// </summary>
/// <param name="client">The client.</param>
/// <param name="gate">Its connections.</param>
/// <param name="events">What it tells.</param>
/// <param name="addresses">How many addresses there are to try.</param>
/// <param name="judge">Judges the brokers that the cluster advertises.</param>
internal sealed class KafkaSession<TClient>(
    TClient client,
    KafkaGate gate,
    KafkaEvents events,
    int addresses,
    Func<IEnumerable<BrokerMetadata>, CancellationToken, Task> judge
) : IAsyncDisposable
    where TClient : class, IClient
{
    private static readonly TimeSpan FirstPatience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(10);

    private readonly IAdminClient _admin = new DependentAdminClientBuilder(client.Handle).Build();
    private Task _busy = Task.CompletedTask;
    private bool _isDisposed;

    public TClient Client => client;

    /// <summary>A topic as the cluster knows it, with its error where it does not; its brokers may be connected to from here on.</summary>
    public async Task<TopicMetadata> TopicAsync(string topic, CancellationToken cancellationToken)
    {
        // A lookup that is cut off is asked again: each time it has longer.
        for (var patience = FirstPatience; ; patience = patience * 2 < LongestPatience ? patience * 2 : LongestPatience)
        {
            try
            {
                var found = await CallAsync(() => _admin.GetMetadata(topic, patience), cancellationToken);
                await judge(found.Brokers, cancellationToken);
                return found.Topics.Find(entry => entry.Topic == topic)
                    ?? throw KafkaFaultException.Network("kafka", $"the cluster told nothing of the topic {topic}");
            }
            catch (KafkaException e) when (e.Error.Code is ErrorCode.Local_Transport or ErrorCode.Local_TimedOut)
            {
                await CallAsync(Hear, cancellationToken);
                if (events.AllDown >= addresses)
                {
                    throw Failure("no broker answers");
                }
            }
        }
    }

    /// <summary>What went wrong where a call failed because there is no connection.</summary>
    /// <param name="otherwise">What is said where nothing is known.</param>
    public Exception Failure(string otherwise) => gate.Refusal is { } refusal ? refusal : events.Failure(otherwise);

    /// <summary>Makes a call that blocks.</summary>
    public Task<T> CallAsync<T>(Func<T> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var calling = Task.Run(call, CancellationToken.None);
        _busy = calling;
        return calling.WaitAsync(cancellationToken);
    }

    /// <summary>Lets go. librdkafka takes a tenth of a second to end its threads, and longer in a call: nobody waits for it.</summary>
    public ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _ = CloseAsync();
        }

        return ValueTask.CompletedTask;
    }

    private async Task CloseAsync()
    {
        await _busy.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Run(() =>
            {
                _admin.Dispose();
                client.Dispose();
            })
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        GC.KeepAlive(gate);
    }

    // A client that listens tells of its connections only when it is asked for messages; there are none yet.
    private bool Hear()
    {
        try
        {
            return (client as IConsumer<byte[]?, byte[]?>)?.Consume(TimeSpan.Zero) is not null;
        }
        catch (KafkaException)
        {
            return false;
        }
    }
}
