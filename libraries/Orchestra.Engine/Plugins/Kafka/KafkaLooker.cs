using Confluent.Kafka;
using Orchestra.Contracts.Profiles;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Masking;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Kafka;

/// <summary>
/// Looks through a topic from a place on, in all its partitions, those included that come meanwhile. It takes nothing from anybody: it
/// joins no group and commits no offset. What it read is not read again, also not over another connection.
/// </summary>
/// <param name="connector">Opens connections.</param>
/// <param name="profile">The cluster.</param>
/// <param name="execution">The assertion.</param>
/// <param name="topic">The topic.</param>
/// <param name="start">Where it begins; from now on where that is null.</param>
/// <param name="search">Judges the messages.</param>
/// <param name="time">The clock.</param>
internal sealed class KafkaLooker(
    KafkaConnector connector,
    KafkaProfile profile,
    StepExecution execution,
    string topic,
    KafkaStart? start,
    MessageSearch search,
    TimeProvider time
) : IAsyncDisposable
{
    private const int DefaultMaxBodyBytes = 1024 * 1024;
    private const int MaxMessages = 10_000;
    private const long MaxBytes = 64 * 1024 * 1024;

    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan NewPartitions = TimeSpan.FromSeconds(1);

    private readonly Masker _masker = new(execution.Context.Plan.Environment.Mask);
    private readonly Dictionary<int, long> _next = [];
    private readonly HashSet<int> _assigned = [];
    private readonly HashSet<int> _ended = [];
    private KafkaStart? _start = start;
    private KafkaSession<IConsumer<byte[]?, byte[]?>>? _session;
    private long? _lookedUpAt;

    /// <summary>Whether the topic was there at the last look.</summary>
    public bool HasTopic => _assigned.Count > 0;

    /// <summary>One look, to the end of what is there; throws what <see cref="KafkaFailure"/> reads.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            _session ??= await connector.ConsumeAsync(profile, execution, cancellationToken);
            _start ??= await KafkaPositions.NowAsync(_session, topic, time, cancellationToken);
            await AssignAsync(_session, cancellationToken);
            var consumer = _session.Client;
            // Ends within a slice of being stopped; nobody may read the search before.
            await _session.CallAsync(() => Read(consumer, cancellationToken), CancellationToken.None);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is { } session)
        {
            _session = null;
            _lookedUpAt = null;
            _assigned.Clear();
            _ended.Clear();
            await session.DisposeAsync();
        }
    }

    private async Task AssignAsync(KafkaSession<IConsumer<byte[]?, byte[]?>> session, CancellationToken cancellationToken)
    {
        if (_lookedUpAt is { } last && time.GetElapsedTime(last) < NewPartitions)
        {
            return;
        }

        var partitions = await KafkaPositions.PartitionsAsync(session, topic, cancellationToken);
        _lookedUpAt = time.GetTimestamp();
        var added = partitions
            .Where(partition => _assigned.Add(partition.Partition.Value))
            .Select(partition => new TopicPartitionOffset(partition, OffsetOf(partition.Partition.Value)))
            .ToList();
        if (added.Count > 0)
        {
            session.Client.IncrementalAssign(added);
        }
    }

    private Offset OffsetOf(int partition) =>
        _next.TryGetValue(partition, out var next) ? new Offset(next)
        : _start!.Offsets.TryGetValue(partition, out var first) ? new Offset(first)
        // librdkafka would look the beginning up, and wait for its leader half a second; what retention took away it finds by itself.
        : new Offset(0);

    // A topic that fills faster than it is looked through has no end.
    private bool Read(IConsumer<byte[]?, byte[]?> consumer, CancellationToken cancellationToken)
    {
        var (count, bytes) = (0, 0L);
        while (count < MaxMessages && bytes < MaxBytes && search.Found is null && !cancellationToken.IsCancellationRequested)
        {
            var isAtEnd = _ended.Count == _assigned.Count;
            if (Next(consumer, isAtEnd ? TimeSpan.Zero : Slice) is not { } came)
            {
                if (isAtEnd)
                {
                    break;
                }

                continue;
            }

            if (came.IsPartitionEOF)
            {
                _ended.Add(came.Partition.Value);
                continue;
            }

            _ended.Remove(came.Partition.Value);
            _next[came.Partition.Value] = came.Offset.Value + 1;
            (count, bytes) = (count + 1, bytes + (came.Message.Value?.Length ?? 0));
            if (!IsTooOld(came.Message.Timestamp))
            {
                var meta = execution.Step.Action.Meta;
                search.Offer(KafkaMessages.Of(came, meta.Format, meta.MaxBodyBytes ?? DefaultMaxBodyBytes, _masker));
            }
        }

        return search.Found is not null;
    }

    // The group is a name that the client library wants; nobody joins it, so nobody needs a right on it.
    private static ConsumeResult<byte[]?, byte[]?>? Next(IConsumer<byte[]?, byte[]?> consumer, TimeSpan patience)
    {
        try
        {
            return consumer.Consume(patience);
        }
        catch (ConsumeException e) when (e.Error.Code == ErrorCode.GroupAuthorizationFailed)
        {
            return null;
        }
    }

    private bool IsTooOld(Timestamp timestamp) =>
        _start?.Since is { } since && timestamp.Type != TimestampType.NotAvailable && timestamp.UtcDateTime < since.UtcDateTime;
}
