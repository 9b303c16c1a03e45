using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins.Steps;
using Orchestra.Engine.Specs;
using Orchestra.Engine.Specs.AsyncApi;

namespace Orchestra.Engine.Plugins.Kafka;

/// <summary>Kafka: the protocol id <c>kafka</c>, the channel KAFKA.</summary>
public sealed class KafkaPlugin : IProtocolPlugin
{
    /// <summary>A plug-in whose connections are judged by the given connector.</summary>
    public KafkaPlugin(GuardedConnector connector, TimeProvider time)
        : this(connector, time, KafkaLibrary.Fault) { }

    /// <summary>For tests: a machine without librdkafka.</summary>
    internal KafkaPlugin(GuardedConnector connector, TimeProvider time, Func<string?> libraryFault)
    {
        var contracts = new MessageContract();
        Contracts = contracts;
        Steps = new KafkaStepExecutor(new KafkaConnector(connector, libraryFault), contracts, time);
    }

    /// <inheritdoc />
    public string Id => "kafka";

    /// <inheritdoc />
    public string Version => "1";

    /// <inheritdoc />
    public ChannelType Channel => ChannelType.Kafka;

    /// <inheritdoc />
    public ISpecParser Specs { get; } = new AsyncApiParser();

    /// <inheritdoc />
    public IEndpointMatcher Endpoints { get; } = new NamedEndpoints(endpoint => [endpoint.Path]);

    /// <inheritdoc />
    public IStepExecutor Steps { get; }

    /// <inheritdoc />
    public IContractValidator Contracts { get; }

    private sealed class AsyncApiParser : ISpecParser
    {
        public SpecImport Parse(ReadOnlyMemory<byte> content) => AsyncApiReader.Read(content);
    }
}
