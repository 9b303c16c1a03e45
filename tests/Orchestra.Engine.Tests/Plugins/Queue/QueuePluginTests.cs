using System.Text;
using Orchestra.Contracts.Profiles;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Outbound;
using ExecutionContext = Orchestra.Engine.Execution.ExecutionContext;

namespace Orchestra.Engine.Tests.Plugins.Queue;

internal sealed partial class QueuePluginTests : QueueFixture
{
    [Test]
    public async Task A_message_carries_the_marks_of_its_run(CancellationToken cancellationToken)
    {
        var verdict = await ExecuteAsync(Sending("hello"), Server, cancellationToken: cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => string.Join('\n', verdict.Payload.Violations));
        var got = (await Sut.BasicGetAsync(Queue, autoAck: true, cancellationToken))!;
        var headers = got.BasicProperties.Headers!.ToDictionary(
            header => header.Key,
            header => header.Value is byte[] text ? Encoding.UTF8.GetString(text) : header.Value
        );
        Assert.That(got.BasicProperties.CorrelationId, Is.EqualTo(CorrelationId));
        Assert.That(headers["x-correlation-id"], Is.EqualTo(CorrelationId));
        Assert.That(headers["traceparent"], Does.StartWith($"00-{RunId:N}-"));
        Assert.That(headers["Idempotency-Key"], Is.EqualTo($"{RunId}:0:1"));
        Assert.That(headers["x-number"], Is.EqualTo(7L));
        Assert.That(Encoding.UTF8.GetString(got.Body.Span), Is.EqualTo("""{"marker":"hello"}"""));
        Assert.That(verdict.Payload.Sent!["routingKey"]!.GetValue<string>(), Is.EqualTo(Queue));
    }

    [Test]
    public async Task A_message_that_no_queue_takes_failed(CancellationToken cancellationToken)
    {
        var step = Step(new StepInput { Exchange = Exchange, RoutingKey = "nobody" }, new StepMeta { BrokerAlias = "broker" });

        var verdict = await ExecuteAsync(step, Server, cancellationToken: cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Failed));
        Assert.That(Told(verdict), Is.EqualTo((string[])["ContractViolation queue.unroutable"]));
        Assert.That(verdict.Payload.Violations.Single().Message, Does.Contain(Exchange).And.Contain("nobody"));
        Assert.That(verdict.Payload.Message, Is.Null);
    }

    [Test]
    public async Task A_message_to_an_exchange_that_does_not_exist_failed(CancellationToken cancellationToken)
    {
        var step = Step(new StepInput { Exchange = "no-such", RoutingKey = "a" }, new StepMeta { BrokerAlias = "broker" });

        var verdict = await ExecuteAsync(step, Server, cancellationToken: cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Failed));
        Assert.That(Told(verdict), Is.EqualTo((string[])["ContractViolation queue.no-exchange"]));
    }

    [TestCase("/", true)]
    [TestCase("orchestra", false)]
    public async Task Our_own_broker_is_open_in_another_virtual_host_only(string ours, bool isBlocked)
    {
        var policy = new OutboundPolicy { AllowLoopback = true, Forbidden = [new ForbiddenEndpoint("127.0.0.1", Server.Port, ours)] };

        var verdict = await ExecuteAsync(Sending("a"), Server, policy);

        Assert.That(verdict.Status, Is.EqualTo(isBlocked ? StepStatus.Broken : StepStatus.Passed));
        Assert.That(
            verdict.Payload.Violations.Select(violation => violation.Type),
            isBlocked ? Is.EqualTo((ViolationType[])[ViolationType.OutboundBlocked]) : Is.Empty
        );
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_password_may_be_a_secret(bool isThere)
    {
        var given = Execution(Sending("a"), Server);
        var profile = given.Context.Plan.Environment.QueueProfiles["broker"];
        var plan = given.Context.Plan with
        {
            Environment = given.Context.Plan.Environment with
            {
                QueueProfiles = new Dictionary<string, QueueProfile> { ["broker"] = profile with { Password = "secret:MQ" } },
            },
        };
        var secrets = new SecretLookup(isThere ? new Dictionary<string, string> { ["MQ"] = profile.Password! } : []);

        var verdict = await Plugin.Steps.ExecuteAsync(
            given with
            {
                Context = new ExecutionContext(plan, given.Context.Identity, secrets),
            },
            CancellationToken.None
        );

        Assert.That(verdict.Status, Is.EqualTo(isThere ? StepStatus.Passed : StepStatus.Broken));
        Assert.That(Told(verdict), Is.EqualTo((string[])(isThere ? [] : ["ValidationError secret"])));
    }

    [Test]
    public async Task A_wrong_password_is_broken(CancellationToken cancellationToken)
    {
        var given = Execution(Sending("a"), Server);
        var profile = given.Context.Plan.Environment.QueueProfiles["broker"];
        var plan = given.Context.Plan with
        {
            Environment = given.Context.Plan.Environment with
            {
                QueueProfiles = new Dictionary<string, QueueProfile> { ["broker"] = profile with { Password = "wrong" } },
            },
        };

        var verdict = await Plugin.Steps.ExecuteAsync(
            given with
            {
                Context = new ExecutionContext(plan, given.Context.Identity),
            },
            cancellationToken
        );

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(Told(verdict), Is.EqualTo((string[])["NetworkError network.login"]));
    }
}
