using System.Text.Json.Nodes;
using Orchestra.Contracts.Profiles;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Testing.Builders;
using Orchestra.Testing.Servers;

namespace Orchestra.Executor.Tests.Execution;

/// <summary>An action causes a message on a topic, and an assertion behind it hears it.</summary>
internal sealed class KafkaTests : ExecutorFixture
{
    private static KafkaBroker Broker => TestServers.Kafka();

    private string _topic = "";

    [SetUp]
    public void CreateTopic()
    {
        _topic = "loans-" + A.Id().ToString("N");
        Broker.CreateTopic(_topic, 3);
    }

    [Test]
    public async Task The_listening_begins_before_the_action_though_another_step_comes_in_between(CancellationToken cancellationToken)
    {
        var run = await ClaimAsync(Step("pay", "/pay", "POST"), Step("wait", "/wait"), Heard());
        Target.On(
            "/pay",
            async context =>
            {
                await PublishAsync(run.CorrelationId, "DONE");
                context.Response.StatusCode = 200;
            }
        );

        await AdvanceAsync(run, cancellationToken);

        var steps = await StepsAsync(run);
        Assert.That(steps.Select(step => step.Status), Is.All.EqualTo(StepStatus.Passed), () => Told(steps[^1].Payload));
        Assert.That(steps[2].Payload.Message!["value"]!["state"]!.GetValue<string>(), Is.EqualTo("DONE"));
        Assert.That(steps[2].Payload.SettlingTimeMs, Is.Not.Null);
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("PASSED"));
    }

    [Test]
    public async Task A_message_that_an_action_publishes_is_heard_by_the_assertion_behind_it(CancellationToken cancellationToken)
    {
        var run = await ClaimAsync(
            Kafka(
                "publish",
                StepKind.Action,
                new StepInput
                {
                    Key = "k",
                    Value = new JsonObject { ["state"] = "DONE" },
                }
            ),
            Heard()
        );

        await AdvanceAsync(run, cancellationToken);

        var steps = await StepsAsync(run);
        Assert.That(steps.Select(step => step.Status), Is.All.EqualTo(StepStatus.Passed), () => Told(steps[^1].Payload));
        Assert.That(steps[1].Payload.Message!["offset"]!.GetValue<long>(), Is.EqualTo(steps[0].Payload.Sent!["offset"]!.GetValue<long>()));
    }

    [Test]
    public async Task The_next_owner_hears_what_came_before_it_took_the_run_over(CancellationToken cancellationToken)
    {
        var run = await ClaimAsync(Step("pay", "/pay", "PUT"), Heard());
        Target.Hold("/pay");
        using var death = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var held = Hold(run);
        var advancing = Advancer.AdvanceAsync(run, held, CancellationToken.None, death.Token);
        await ArrivedAsync("/pay", cancellationToken);
        await PublishAsync(run.CorrelationId, "DONE");
        await death.CancelAsync();
        Assert.That(() => advancing, Throws.InstanceOf<OperationCanceledException>());
        Target.On("/pay", 200, "{}");

        var next = await TakeOverAsync(run);
        await AdvanceAsync(next, cancellationToken);

        var steps = await StepsAsync(next);
        Assert.That(steps.Select(step => step.Status), Is.All.EqualTo(StepStatus.Passed), () => Told(steps[^1].Payload));
    }

    private new async Task<Orchestra.Runs.Leases.ClaimedRun> ClaimAsync(params ScenarioStep[] steps)
    {
        var plan = A.Plan(steps);
        var profiles = new Dictionary<string, KafkaProfile> { ["cluster"] = new() { BootstrapServers = Broker.Address } };
        await AcceptAsync(plan with { Environment = plan.Environment with { KafkaProfiles = profiles } });
        return (await Leases.ClaimAsync("test", 1, Ttl, CancellationToken.None)).Single();
    }

    private ScenarioStep Heard() =>
        Kafka("heard", StepKind.Assertion, new StepInput()) with
        {
            Expectations = new StepExpectations { BusinessRules = [new BusinessRule("{{ message.value.state }}", "eq", "DONE")] },
        };

    private ScenarioStep Kafka(string alias, StepKind kind, StepInput input)
    {
        var step = Step(alias, "");
        return step with
        {
            Kind = kind,
            ChannelType = ChannelType.Kafka,
            Action = new ActionDefinition
            {
                InputTemplate = input,
                Meta = new StepMeta
                {
                    ClusterAlias = "cluster",
                    Topic = _topic,
                    TimeoutMs = 5_000,
                    PollIntervalMs = 20,
                },
            },
        };
    }

    private Task PublishAsync(string correlationId, string state) =>
        Broker.PublishAsync(_topic, $$"""{"state":"{{state}}"}""", headers: [("x-correlation-id", correlationId)]);

    private async Task ArrivedAsync(string path, CancellationToken cancellationToken)
    {
        while (!Target.Requests.Any(request => request.Target == path))
        {
            await Target.ArrivedAsync(cancellationToken);
        }
    }

    private static string Told(StepPayload payload) => string.Join('\n', payload.Violations);
}
