using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Profiles;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Plugins;
using Orchestra.Engine.Plugins.Kafka;
using Orchestra.Testing.Servers;
using ExecutionContext = Orchestra.Engine.Execution.ExecutionContext;

namespace Orchestra.Engine.Tests.Plugins.Kafka;

/// <summary>The Kafka plug-in against librdkafka's mock cluster over TCP, with a topic of its own for each test.</summary>
internal abstract class KafkaFixture : PluginConformance
{
    protected const int Partitions = 3;

    protected override IProtocolPlugin Plugin { get; } = new KafkaPlugin(Connector, TimeProvider.System);

    protected static KafkaBroker Broker => TestServers.Kafka();

    protected override DnsEndPoint Server => Broker.Endpoint;

    /// <summary>A topic that the SUT has.</summary>
    protected string Topic { get; private set; } = "";

    [SetUp]
    public void CreateTopic()
    {
        Topic = "t-" + Marker();
        Broker.CreateTopic(Topic, Partitions);
    }

    protected override ScenarioStep Sending(string marker) =>
        Publishing(
            new StepInput
            {
                // One key, one partition: what arrives keeps its order.
                Key = "k",
                Value = new JsonObject { ["marker"] = marker },
                Headers = new Dictionary<string, JsonNode?> { ["x-number"] = 7, ["x-text"] = "a" },
            }
        );

    protected override ScenarioStep ToUnknown(ScenarioStep step) =>
        step with
        {
            Action = step.Action with { Meta = step.Action.Meta with { ClusterAlias = "nobody" } },
        };

    protected override PlanEnvironment Connected(PlanEnvironment environment, DnsEndPoint server) =>
        environment with
        {
            KafkaProfiles = new Dictionary<string, KafkaProfile>
            {
                ["cluster"] = new() { BootstrapServers = $"{server.Host}:{server.Port}" },
            },
        };

    protected override async Task<IReadOnlyList<string>> ArrivedAsync(string marker, CancellationToken cancellationToken) =>
        [
            .. (await Broker.ReadAsync(Topic))
                .Select(came => came.Message)
                .Select(message =>
                    $"{Text(message.Key)}|{string.Join(',', message.Headers.Select(header => $"{header.Key}={Text(header.GetValueBytes())}"))}|{Text(message.Value)}"
                )
                .Where(text => text.Contains(marker, StringComparison.Ordinal)),
        ];

    protected ScenarioStep Publishing(StepInput input, StepMeta? meta = null, StepExpectations? expectations = null) =>
        Step(
            input,
            (meta ?? new StepMeta()) with
            {
                ClusterAlias = "cluster",
                Topic = meta?.Topic ?? Topic,
            },
            StepKind.Action,
            expectations
        );

    /// <summary>An assertion over the test's topic, or the one in <paramref name="meta"/>.</summary>
    protected ScenarioStep Seeking(StepExpectations? expectations = null, StepMeta? meta = null, StepInput? input = null) =>
        Step(
            input ?? new StepInput(),
            (meta ?? new StepMeta()) with
            {
                ClusterAlias = "cluster",
                Topic = meta?.Topic ?? Topic,
                PollIntervalMs = 20,
            },
            StepKind.Assertion,
            expectations
        );

    protected static StepExpectations That(string left, string right) =>
        new() { BusinessRules = [new BusinessRule($"{{{{ {left} }}}}", "eq", right)] };

    /// <summary>The SUT publishes for this run.</summary>
    protected Task SutPublishesAsync(string? value, string? key = null, string? correlationId = null, int? partition = null) =>
        Broker.PublishAsync(Topic, value, key, [("x-correlation-id", correlationId ?? CorrelationId)], partition);

    /// <summary>A step whose cluster has another profile.</summary>
    protected StepExecution WithProfile(ScenarioStep step, Func<KafkaProfile, KafkaProfile> change, SecretLookup? secrets = null)
    {
        var given = Execution(step, Server);
        var environment = given.Context.Plan.Environment;
        var profiles = new Dictionary<string, KafkaProfile> { ["cluster"] = change(environment.KafkaProfiles["cluster"]) };
        var plan = given.Context.Plan with { Environment = environment with { KafkaProfiles = profiles } };
        return given with { Context = new ExecutionContext(plan, given.Context.Identity, secrets) };
    }

    protected static string All(StepVerdict verdict) => string.Join('\n', verdict.Payload.Violations);

    private static string? Text(byte[]? bytes) => bytes is null ? null : Encoding.UTF8.GetString(bytes);
}
