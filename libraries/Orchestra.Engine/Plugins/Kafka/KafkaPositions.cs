using Confluent.Kafka;

namespace Orchestra.Engine.Plugins.Kafka;

/// <summary>Finds where looking begins, in all partitions at once.</summary>
internal static class KafkaPositions
{
    // Kafka's own words in a lookup by time: the next offset, and the first one.
    private const long Next = -1;
    private const long First = -2;

    // Where a cluster cannot say which message was the first since a time, this many are looked at by their own times.
    private const long LookBack = 1_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>From now on.</summary>
    public static async Task<KafkaStart> NowAsync(
        KafkaSession<IConsumer<byte[]?, byte[]?>> session,
        string topic,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var partitions = await PartitionsAsync(session, topic, cancellationToken);
        return new KafkaStart(await OffsetsAsync(session, partitions, Next, time, cancellationToken));
    }

    /// <summary>From the first message since a time.</summary>
    public static async Task<KafkaStart> SinceAsync(
        KafkaSession<IConsumer<byte[]?, byte[]?>> session,
        string topic,
        DateTimeOffset since,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var partitions = await PartitionsAsync(session, topic, cancellationToken);
        var first = await OffsetsAsync(session, partitions, First, time, cancellationToken);
        var next = await OffsetsAsync(session, partitions, Next, time, cancellationToken);
        var found = await OffsetsAsync(session, partitions, since.ToUnixTimeMilliseconds(), time, cancellationToken);
        return new KafkaStart(
            partitions.ToDictionary(
                partition => partition.Partition.Value,
                partition =>
                    found[partition.Partition.Value] is >= 0 and var offset
                        ? offset
                        : Math.Max(first[partition.Partition.Value], next[partition.Partition.Value] - LookBack)
            ),
            since
        );
    }

    /// <summary>The partitions of a topic; none for one that is not there yet.</summary>
    public static async Task<IReadOnlyList<TopicPartition>> PartitionsAsync<TClient>(
        KafkaSession<TClient> session,
        string topic,
        CancellationToken cancellationToken
    )
        where TClient : class, IClient
    {
        var found = await session.TopicAsync(topic, cancellationToken);
        return found.Error.IsError && !KafkaFailure.IsNoTopic(found.Error) && found.Error.Code != ErrorCode.LeaderNotAvailable
            ? throw KafkaFailure.Network(found.Error)
            : [.. found.Partitions.Select(partition => new TopicPartition(topic, partition.PartitionId))];
    }

    private static async Task<Dictionary<int, long>> OffsetsAsync(
        KafkaSession<IConsumer<byte[]?, byte[]?>> session,
        IReadOnlyList<TopicPartition> partitions,
        long at,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        while (partitions.Count > 0)
        {
            try
            {
                var asked = partitions.Select(partition => new TopicPartitionTimestamp(
                    partition,
                    new Timestamp(at, TimestampType.CreateTime)
                ));
                var found = await session.CallAsync(() => session.Client.OffsetsForTimes(asked, Patience), cancellationToken);
                return found.ToDictionary(each => each.Partition.Value, each => each.Offset.Value);
            }
            catch (KafkaException e) when (IsPassing(e.Error.Code))
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }

        return [];
    }

    // A leader is being elected, or a connection is on its way.
    private static bool IsPassing(ErrorCode code) =>
        code
            is ErrorCode.Local_TimedOut
                or ErrorCode.Local_Transport
                or ErrorCode.Local_Partial
                or ErrorCode.LeaderNotAvailable
                or ErrorCode.NotLeaderForPartition;
}
