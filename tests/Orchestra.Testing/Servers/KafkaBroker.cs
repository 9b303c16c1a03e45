using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;
using Orchestra.Engine.Plugins.Kafka;

namespace Orchestra.Testing.Servers;

/// <summary>
/// librdkafka's mock cluster of one broker: it listens on a port of 127.0.0.1 and speaks Kafka's protocol with any client. Topics come into
/// being when first asked for. It says of what it wrote that it was written at 1970-01-01T00:00:01.234Z, and answers no lookup by time.
/// </summary>
public sealed partial class KafkaBroker : IDisposable
{
    private const string Library = "librdkafka.so.1";
    private const int Broker = 1;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly IProducer<byte[]?, byte[]?> _cluster;
    private readonly IProducer<byte[]?, byte[]?> _sut;
    private readonly nint _mock;

    private KafkaBroker()
    {
        if (KafkaLibrary.Fault() is { } fault)
        {
            throw new InvalidOperationException(fault);
        }

        var config = new ProducerConfig();
        config.Set("test.mock.num.brokers", "1");
        _cluster = new ProducerBuilder<byte[]?, byte[]?>(config).SetLogHandler((_, _) => { }).Build();
        _mock = MockOf(KafkaNative.PointerOf(_cluster));
        using var admin = new DependentAdminClientBuilder(_cluster.Handle).Build();
        var broker = admin.GetMetadata(Patience).Brokers.Single();
        Endpoint = new DnsEndPoint(broker.Host, broker.Port);
        _sut = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig { BootstrapServers = Address, LingerMs = 0 })
            .SetLogHandler((_, _) => { })
            .Build();
    }

    /// <summary>Where it listens; it advertises the same.</summary>
    public DnsEndPoint Endpoint { get; }

    /// <summary>The same as <c>host:port</c>.</summary>
    public string Address => $"{Endpoint.Host}:{Endpoint.Port}";

    /// <summary>Starts one.</summary>
    public static KafkaBroker Start() => new();

    /// <summary>Makes a topic.</summary>
    public void CreateTopic(string topic, int partitions) => Demand(CreateTopic(_mock, topic, partitions, 1));

    /// <summary>What is said of a topic whoever asks; <see cref="ErrorCode.NoError"/> takes it back.</summary>
    public void SetTopicError(string topic, ErrorCode error) => SetTopicError(_mock, topic, (int)error);

    /// <summary>The next requests of a kind are answered with errors.</summary>
    /// <param name="api">Kafka's number of it, for example 0 for Produce.</param>
    /// <param name="errors">The errors, in their order.</param>
    public void FailNext(short api, params ErrorCode[] errors) =>
        PushErrors(_mock, api, (nuint)errors.Length, [.. errors.Select(error => (int)error)]);

    /// <summary>The next request of a kind is carried out, and answered late.</summary>
    /// <param name="api">Kafka's number of it.</param>
    /// <param name="delay">How late.</param>
    public void AnswerLate(short api, TimeSpan delay) =>
        Demand(PushDelay(_mock, Broker, api, 1, (int)ErrorCode.NoError, (int)delay.TotalMilliseconds));

    /// <summary>The SUT publishes.</summary>
    public async Task PublishAsync(
        string topic,
        string? value,
        string? key = null,
        IEnumerable<(string Name, string Value)>? headers = null,
        int? partition = null,
        DateTimeOffset? at = null
    ) => await PublishAsync(topic, value is null ? null : Encoding.UTF8.GetBytes(value), key, headers, partition, at);

    /// <summary>The SUT publishes bytes.</summary>
    public async Task PublishAsync(
        string topic,
        byte[]? value,
        string? key = null,
        IEnumerable<(string Name, string Value)>? headers = null,
        int? partition = null,
        DateTimeOffset? at = null
    )
    {
        var message = new Message<byte[]?, byte[]?>
        {
            Key = key is null ? null : Encoding.UTF8.GetBytes(key),
            Value = value,
            Headers = [],
            Timestamp = at is { } time ? new Timestamp(time) : Timestamp.Default,
        };
        foreach (var (name, text) in headers ?? [])
        {
            message.Headers.Add(name, Encoding.UTF8.GetBytes(text));
        }

        await _sut.ProduceAsync(new TopicPartition(topic, partition ?? Partition.Any), message);
    }

    /// <summary>All messages of a topic, partition by partition.</summary>
    public Task<IReadOnlyList<ConsumeResult<byte[]?, byte[]?>>> ReadAsync(string topic) => Task.Run(() => Read(topic));

    /// <inheritdoc />
    public void Dispose()
    {
        _sut.Dispose();
        _cluster.Dispose();
    }

    private IReadOnlyList<ConsumeResult<byte[]?, byte[]?>> Read(string topic)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = Address,
            GroupId = "test",
            EnableAutoCommit = false,
            EnablePartitionEof = true,
        };
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(config).SetLogHandler((_, _) => { }).Build();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var partitions = admin.GetMetadata(topic, Patience).Topics.Single().Partitions;
        consumer.Assign(partitions.Select(partition => new TopicPartitionOffset(topic, partition.PartitionId, Offset.Beginning)));
        var (ended, read) = (0, new List<ConsumeResult<byte[]?, byte[]?>>());
        while (ended < partitions.Count)
        {
            var came = consumer.Consume(Patience) ?? throw new TimeoutException($"the topic {topic} has no end");
            if (came.IsPartitionEOF)
            {
                ended++;
            }
            else
            {
                read.Add(came);
            }
        }

        return [.. read.OrderBy(came => came.Partition.Value).ThenBy(came => came.Offset.Value)];
    }

    private static void Demand(int error)
    {
        if (error != 0)
        {
            throw new KafkaException((ErrorCode)error);
        }
    }

    [LibraryImport(Library, EntryPoint = "rd_kafka_handle_mock_cluster")]
    private static partial nint MockOf(nint client);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_topic_create", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateTopic(nint mock, string topic, int partitions, int replicas);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_topic_set_error", StringMarshalling = StringMarshalling.Utf8)]
    private static partial void SetTopicError(nint mock, string topic, int error);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_push_request_errors_array")]
    private static partial void PushErrors(nint mock, short api, nuint count, int[] errors);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_push_request_error_rtts")]
    private static partial int PushDelay(nint mock, int broker, short api, nuint count, int error, int milliseconds);
}
