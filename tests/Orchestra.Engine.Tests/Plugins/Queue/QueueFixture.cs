using System.Net;
using System.Text;
using Orchestra.Contracts.Profiles;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Plugins;
using Orchestra.Engine.Plugins.Queue;
using Orchestra.Testing.Servers;
using RabbitMQ.Client;

namespace Orchestra.Engine.Tests.Plugins.Queue;

/// <summary>The queue plug-in against a real RabbitMQ, with a queue and an exchange of its own for each test.</summary>
internal abstract class QueueFixture : PluginConformance
{
    protected IConnection SutConnection { get; private set; } = null!;
    private Uri _broker = null!;

    protected override IProtocolPlugin Plugin { get; } = new QueuePlugin(Connector, TimeProvider.System);

    protected override DnsEndPoint Server => new("127.0.0.1", _broker.Port);

    /// <summary>The test's own channel: the SUT's side.</summary>
    protected IChannel Sut { get; private set; } = null!;

    /// <summary>A queue that the SUT has.</summary>
    protected string Queue { get; private set; } = "";

    /// <summary>A topic exchange that the SUT has.</summary>
    protected string Exchange { get; private set; } = "";

    [OneTimeSetUp]
    public async Task ConnectAsync()
    {
        _broker = new Uri(await TestServers.RabbitMqAsync());
        SutConnection = await new ConnectionFactory { Uri = _broker }.CreateConnectionAsync();
    }

    [OneTimeTearDown]
    public async Task DisconnectAsync()
    {
        await SutConnection.CloseAsync();
        await SutConnection.DisposeAsync();
    }

    [SetUp]
    public async Task DeclareAsync()
    {
        Sut = await SutConnection.CreateChannelAsync(new CreateChannelOptions(true, true));
        (Queue, Exchange) = ("q-" + Marker(), "x-" + Marker());
        await Sut.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false);
        await Sut.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true);
    }

    [TearDown]
    public async Task DeleteAsync()
    {
        await Sut.QueueDeleteAsync(Queue);
        await Sut.ExchangeDeleteAsync(Exchange);
        await Sut.DisposeAsync();
    }

    protected override ScenarioStep Sending(string marker) =>
        Step(
            new StepInput
            {
                Body = new System.Text.Json.Nodes.JsonObject { ["marker"] = marker },
                Headers = new Dictionary<string, System.Text.Json.Nodes.JsonNode?> { ["x-number"] = 7, ["x-text"] = "a" },
            },
            new StepMeta { BrokerAlias = "broker", QueueName = Queue }
        );

    protected override ScenarioStep ToUnknown(ScenarioStep step) =>
        step with
        {
            Action = step.Action with { Meta = step.Action.Meta with { BrokerAlias = "nobody" } },
        };

    protected override PlanEnvironment Connected(PlanEnvironment environment, DnsEndPoint server)
    {
        var login = _broker.UserInfo.Split(':').Select(Uri.UnescapeDataString).ToArray();
        var profile = new QueueProfile
        {
            Host = server.Host,
            Port = server.Port,
            User = login[0],
            Password = login[1],
        };
        return environment with { QueueProfiles = new Dictionary<string, QueueProfile> { ["broker"] = profile } };
    }

    protected override async Task<IReadOnlyList<string>> ArrivedAsync(string marker, CancellationToken cancellationToken)
    {
        var arrived = new List<string>();
        while (await Sut.BasicGetAsync(Queue, autoAck: true, cancellationToken) is { } got)
        {
            var properties = got.BasicProperties;
            var headers = string.Join(
                ',',
                (properties.Headers ?? new Dictionary<string, object?>()).Select(header => $"{header.Key}={Text(header.Value)}").Order()
            );
            var body = Encoding.UTF8.GetString(got.Body.Span);
            if (body.Contains(marker, StringComparison.Ordinal))
            {
                arrived.Add($"{properties.MessageId}|{properties.CorrelationId}|{properties.ContentType}|{headers}|{body}");
            }
        }

        return arrived;
    }

    /// <summary>The SUT publishes.</summary>
    protected async Task PublishAsync(
        string body,
        string? correlationId = null,
        string routingKey = "orders.new",
        string? exchange = null
    ) =>
        await Sut.BasicPublishAsync(
            exchange ?? Exchange,
            exchange == "" ? Queue : routingKey,
            mandatory: false,
            new BasicProperties { CorrelationId = correlationId ?? CorrelationId },
            Encoding.UTF8.GetBytes(body)
        );

    private static string? Text(object? value) => value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value?.ToString();
}
