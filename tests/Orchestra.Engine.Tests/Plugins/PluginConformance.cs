using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Json;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins;
using Orchestra.Testing.Builders;
using ExecutionContext = Orchestra.Engine.Execution.ExecutionContext;

namespace Orchestra.Engine.Tests.Plugins;

/// <summary>What every plug-in promises (docs/plugins.md). A plug-in's tests derive from it and say how its steps look.</summary>
[CancelAfter(60_000)]
internal abstract class PluginConformance
{
    protected static readonly DateTimeOffset StartedAt = new(2026, 1, 31, 10, 30, 15, TimeSpan.Zero);

    private static readonly OutboundPolicy Loopback = new() { AllowLoopback = true };

    /// <summary>The way out, for making the plug-in.</summary>
    protected static GuardedConnector Connector { get; } = new(new DnsHostResolver(), TimeProvider.System);

    /// <summary>The plug-in.</summary>
    protected abstract IProtocolPlugin Plugin { get; }

    /// <summary>Where its real server is.</summary>
    protected abstract DnsEndPoint Server { get; }

    /// <summary>A step that passes against the server, with a marker in what it sends, or asks; a template.</summary>
    protected abstract ScenarioStep Sending(string marker);

    /// <summary>The same step to a connection that no environment knows.</summary>
    protected abstract ScenarioStep ToUnknown(ScenarioStep step);

    /// <summary>The plan's environment with the step's connection leading to an address.</summary>
    protected abstract PlanEnvironment Connected(PlanEnvironment environment, DnsEndPoint server);

    /// <summary>What arrived at the server with a marker, whole and byte by byte; empty for none.</summary>
    protected abstract Task<IReadOnlyList<string>> ArrivedAsync(string marker, CancellationToken cancellationToken);

    [Test]
    public async Task An_unknown_connection_is_refused_and_nothing_is_sent(CancellationToken cancellationToken)
    {
        var marker = Marker();

        var verdict = await ExecuteAsync(ToUnknown(Sending(marker)), Server, cancellationToken: cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(verdict.Payload.Violations.Select(violation => violation.Type), Is.All.EqualTo(ViolationType.ValidationError));
        Assert.That(await ArrivedAsync(marker, cancellationToken), Is.Empty);
    }

    [Test]
    public async Task A_template_without_a_value_is_a_validation_error_and_nothing_is_sent(CancellationToken cancellationToken)
    {
        var marker = Marker();

        var verdict = await ExecuteAsync(Sending(marker + "{{ data.nobody }}"), Server, cancellationToken: cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(verdict.Payload.Violations.Select(violation => violation.Type), Is.All.EqualTo(ViolationType.ValidationError));
        Assert.That(verdict.Payload.Violations, Is.Not.Empty);
        Assert.That(await ArrivedAsync(marker, cancellationToken), Is.Empty);
    }

    [Test]
    public async Task A_blocked_address_is_broken_and_nothing_arrives(CancellationToken cancellationToken)
    {
        var marker = Marker();

        var verdict = await ExecuteAsync(Sending(marker), Server, OutboundPolicy.PublicOnly, cancellationToken: cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        var violation = verdict.Payload.Violations.Single();
        Assert.That(violation.Type, Is.EqualTo(ViolationType.OutboundBlocked));
        Assert.That(violation.Code, Is.EqualTo(OutboundDecision.BlockedCode));
        Assert.That(await ArrivedAsync(marker, cancellationToken), Is.Empty);
    }

    [Test]
    public async Task A_refused_connection_is_broken(CancellationToken cancellationToken)
    {
        var verdict = await ExecuteAsync(Sending(Marker()), new DnsEndPoint("127.0.0.1", 1), cancellationToken: cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(verdict.Payload.Violations.Select(violation => violation.Type), Does.Contain(ViolationType.NetworkError));
    }

    [Test]
    public async Task Giving_up_throws_at_once_though_the_server_says_nothing(CancellationToken cancellationToken)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var step = Sending(Marker());
        step = step with { Action = step.Action with { Meta = step.Action.Meta with { TimeoutMs = 60_000 } } };
        var executing = ExecuteAsync(
            step,
            new DnsEndPoint("127.0.0.1", ((IPEndPoint)silent.LocalEndpoint).Port),
            cancellationToken: abandon.Token
        );
        using var connected = await silent.AcceptTcpClientAsync(cancellationToken);
        var began = TimeProvider.System.GetTimestamp();

        await abandon.CancelAsync();

        Assert.That(() => executing, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(TimeProvider.System.GetElapsedTime(began), Is.LessThan(TimeSpan.FromSeconds(2)));
    }

    [Test]
    public async Task The_same_attempt_sends_the_same_bytes(CancellationToken cancellationToken)
    {
        var marker = Marker();
        var step = Sending(marker + "-{{ uuid() }}-{{ now() }}");

        var first = await ExecuteAsync(step, Server, cancellationToken: cancellationToken);
        await ExecuteAsync(step, Server, cancellationToken: cancellationToken);
        await ExecuteAsync(step, Server, attempt: 2, cancellationToken: cancellationToken);

        Assert.That(first.Status, Is.EqualTo(StepStatus.Passed), () => string.Join('\n', first.Payload.Violations));
        var arrived = await ArrivedAsync(marker, cancellationToken);
        Assert.That(arrived, Has.Count.EqualTo(3));
        Assert.That(arrived[1], Is.EqualTo(arrived[0]));
        Assert.That(arrived[2], Is.Not.EqualTo(arrived[0]), "another attempt draws other random values");
    }

    [Test]
    public async Task A_verdict_can_be_stored_and_read_again(CancellationToken cancellationToken)
    {
        var verdict = await ExecuteAsync(Sending(Marker() + "é\u2028😀"), Server, cancellationToken: cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => string.Join('\n', verdict.Payload.Violations));
        var stored = JsonSerializer.Serialize(verdict.Payload, OrchestraJson.Options);
        Assert.That(StorableJson.FaultOfText(stored), Is.Null);
        var again = JsonSerializer.SerializeToNode(
            JsonSerializer.Deserialize<StepPayload>(stored, OrchestraJson.Options),
            OrchestraJson.Options
        );
        Assert.That(JsonNode.DeepEquals(again, JsonNode.Parse(stored)), Is.True, stored);
    }

    /// <summary>Carries a step out alone.</summary>
    protected Task<StepVerdict> ExecuteAsync(
        ScenarioStep step,
        DnsEndPoint server,
        OutboundPolicy? policy = null,
        int attempt = 1,
        IStepListener? listener = null,
        CancellationToken cancellationToken = default
    ) => Plugin.Steps.ExecuteAsync(Execution(step, server, policy, attempt) with { Listener = listener }, cancellationToken);

    /// <summary>An attempt of a step that is alone in its run.</summary>
    protected StepExecution Execution(ScenarioStep step, DnsEndPoint server, OutboundPolicy? policy = null, int attempt = 1)
    {
        var plan = A.Plan(step);
        plan = Planned(plan with { Environment = Connected(plan.Environment, server) });
        var context = new ExecutionContext(plan, new RunIdentity(RunId, Guid.Empty, CorrelationId, StartedAt));
        return new StepExecution(step, context, attempt, StartedAt, policy ?? Loopback);
    }

    /// <summary>The run that steps belong to, another one for each test.</summary>
    protected Guid RunId { get; private set; }

    /// <summary>Its correlation id.</summary>
    protected string CorrelationId => "corr-" + RunId.ToString("N");

    [SetUp]
    public void BeginRun() => RunId = A.Id();

    /// <summary>The plan with what else the steps need: endpoints.</summary>
    protected virtual RunPlan Planned(RunPlan plan) => plan;

    /// <summary>A text that stands nowhere else.</summary>
    protected static string Marker() => "m" + A.Id().ToString("N");

    /// <summary>A step of this plug-in's channel.</summary>
    protected ScenarioStep Step(
        StepInput input,
        StepMeta meta,
        StepKind kind = StepKind.Action,
        StepExpectations? expectations = null,
        string alias = "s"
    ) =>
        new()
        {
            Id = alias,
            Alias = alias,
            Name = alias,
            Kind = kind,
            ChannelType = Plugin.Channel,
            Action = new ActionDefinition { InputTemplate = input, Meta = meta },
            Expectations = expectations ?? new StepExpectations(),
        };

    protected static string[] Told(StepVerdict verdict) =>
        [.. verdict.Payload.Violations.Select(violation => $"{violation.Type} {violation.Code}")];
}
