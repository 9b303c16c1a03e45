using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins.Steps;
using Orchestra.Engine.Specs;
using Orchestra.Engine.Specs.AsyncApi;

namespace Orchestra.Engine.Plugins.Queue;

/// <summary>AMQP 0-9-1 with RabbitMQ: the protocol id <c>queue</c>, the channel QUEUE.</summary>
public sealed class QueuePlugin : IProtocolPlugin
{
    /// <summary>A plug-in whose connections are judged by the given connector.</summary>
    public QueuePlugin(GuardedConnector connector, TimeProvider time)
    {
        Contracts = new MessageContract();
        Steps = new QueueStepExecutor(new AmqpConnector(connector), Contracts, time);
    }

    /// <inheritdoc />
    public string Id => "queue";

    /// <inheritdoc />
    public string Version => "1";

    /// <inheritdoc />
    public ChannelType Channel => ChannelType.Queue;

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
