using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Orchestra.Engine.Tests.Plugins.Queue;

internal sealed partial class QueuePluginTests
{
    private static readonly StepExpectations Done = new() { BusinessRules = [new BusinessRule("{{ message.body.status }}", "eq", "DONE")] };

    [Test]
    public async Task An_own_queue_hears_what_came_between_action_and_assertion(CancellationToken cancellationToken)
    {
        var step = Listening(Done);
        var listener = await Plugin.Steps.ListenAsync(Execution(step, Server), cancellationToken);
        await PublishAsync("""{"status":"OPEN"}""");
        await PublishAsync("""{"status":"DONE"}""", correlationId: "another run");
        await PublishAsync("""{"status":"DONE","n":3}""");

        var verdict = await ExecuteAsync(step, Server, listener: listener, cancellationToken: cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => string.Join('\n', verdict.Payload.Violations));
        Assert.That(verdict.Payload.Message!["body"]!["n"]!.GetValue<int>(), Is.EqualTo(3));
        Assert.That(verdict.Payload.Message["routingKey"]!.GetValue<string>(), Is.EqualTo("orders.new"));
        await listener!.EndAsync(cancellationToken);
    }

    [Test]
    public async Task The_next_owner_of_a_run_finds_what_the_queue_heard_while_nobody_was_there(CancellationToken cancellationToken)
    {
        var step = Listening(Done);
        await using (await Plugin.Steps.ListenAsync(Execution(step, Server), cancellationToken))
        {
            // The first owner dies after this.
        }

        await PublishAsync("""{"status":"DONE"}""");
        var listener = await Plugin.Steps.ListenAsync(Execution(step, Server), cancellationToken);

        var verdict = await ExecuteAsync(step, Server, listener: listener, cancellationToken: cancellationToken);
        var again = await ExecuteAsync(step, Server, attempt: 2, listener: listener, cancellationToken: cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed));
        Assert.That(again.Status, Is.EqualTo(StepStatus.Passed), "an attempt takes nothing from the next one");
        await listener!.EndAsync(cancellationToken);
    }

    [Test]
    public async Task A_run_that_has_ended_leaves_no_queue(CancellationToken cancellationToken)
    {
        var step = Listening(Done);
        var listener = await Plugin.Steps.ListenAsync(Execution(step, Server), cancellationToken);
        Assert.That((await Sut.QueueDeclarePassiveAsync($"orchestra.{RunId}.s", cancellationToken)).MessageCount, Is.Zero);

        await listener!.EndAsync(cancellationToken);

        Assert.That(
            async () =>
            {
                await using var channel = await SutConnection.CreateChannelAsync(cancellationToken: cancellationToken);
                await channel.QueueDeclarePassiveAsync($"orchestra.{RunId}.s", cancellationToken);
            },
            Throws.TypeOf<OperationInterruptedException>()
        );
    }

    [Test]
    public async Task A_message_in_a_queue_of_others_stays_there_in_its_place(CancellationToken cancellationToken)
    {
        await PublishAsync("""{"n":1,"status":"OPEN"}""", exchange: "");
        await PublishAsync("""{"n":2,"status":"DONE"}""", exchange: "");
        await PublishAsync("""{"n":3,"status":"OPEN"}""", exchange: "");

        var verdict = await ExecuteAsync(Looking(Done), Server, cancellationToken: cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => string.Join('\n', verdict.Payload.Violations));
        Assert.That(verdict.Payload.Message!["body"]!["n"]!.GetValue<int>(), Is.EqualTo(2));
        var left = new List<int>();
        while (await Sut.BasicGetAsync(Queue, autoAck: true, cancellationToken) is { } got)
        {
            left.Add(JsonNode.Parse(got.Body.Span)!["n"]!.GetValue<int>());
        }

        Assert.That(left, Is.EqualTo((int[])[1, 2, 3]));
    }

    [Test]
    public async Task A_message_that_never_came_failed_and_what_was_seen_instead_is_told_masked(CancellationToken cancellationToken)
    {
        await PublishAsync("""{"status":"DONE","pin":"4711"}""", correlationId: "another run", exchange: "");
        await PublishAsync("""{"status":"OPEN","pin":"4712"}""", exchange: "");
        var execution = Execution(Looking(Done, timeoutMs: 300), Server);
        var plan = execution.Context.Plan with { Environment = execution.Context.Plan.Environment with { Mask = ["pin"] } };
        execution = execution with { Context = new Engine.Execution.ExecutionContext(plan, execution.Context.Identity) };

        var verdict = await Plugin.Steps.ExecuteAsync(execution, cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Failed));
        Assert.That(Told(verdict), Is.EqualTo((string[])["Timeout poll-timeout", "QueueMessageNotFound message-not-found"]));
        var details = verdict.Payload.Violations[1].Details!;
        Assert.That(details["looked"]!.GetValue<int>(), Is.EqualTo(2));
        Assert.That(details["nearest"]![0]!["why"]!.GetValue<string>(), Is.EqualTo("the rules do not hold for it"));
        Assert.That(details["nearest"]![1]!["why"]!.GetValue<string>(), Is.EqualTo("it has another correlation id"));
        Assert.That(details.ToJsonString(), Does.Not.Contain("471"));
        Assert.That(verdict.Payload.Polls, Is.GreaterThan(1));
    }

    [Test]
    public async Task A_message_that_comes_while_we_look_is_found(CancellationToken cancellationToken)
    {
        var executing = ExecuteAsync(Looking(Done), Server, cancellationToken: cancellationToken);

        await PublishAsync("""{"status":"DONE"}""", exchange: "");

        var verdict = await executing;
        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => string.Join('\n', verdict.Payload.Violations));
        Assert.That(verdict.Payload.SettlingTimeMs, Is.Not.Null);
    }

    [Test]
    public async Task Another_correlation_id_can_be_asked_for_and_none_at_all(CancellationToken cancellationToken)
    {
        await PublishAsync("""{"status":"DONE"}""", correlationId: "order-7", exchange: "");

        var own = await ExecuteAsync(Looking(Done, timeoutMs: 50), Server, cancellationToken: cancellationToken);
        var other = await ExecuteAsync(Looking(Done, expression: "order-{{ 7 }}"), Server, cancellationToken: cancellationToken);
        var any = await ExecuteAsync(Looking(Done, expression: "none"), Server, cancellationToken: cancellationToken);

        Assert.That(own.Status, Is.EqualTo(StepStatus.Failed));
        Assert.That(other.Status, Is.EqualTo(StepStatus.Passed), () => string.Join('\n', other.Payload.Violations));
        Assert.That(any.Status, Is.EqualTo(StepStatus.Passed));
    }

    [Test]
    public async Task A_body_that_is_no_json_is_text_or_base64(CancellationToken cancellationToken)
    {
        await PublishAsync("not json", exchange: "");
        var text = await ExecuteAsync(Looking(new StepExpectations()), Server, cancellationToken: cancellationToken);
        await Sut.QueuePurgeAsync(Queue, cancellationToken);
        await Sut.BasicPublishAsync(
            "",
            Queue,
            mandatory: false,
            new BasicProperties { CorrelationId = CorrelationId },
            new byte[] { 0xff, 0x00 },
            cancellationToken
        );
        var bytes = await ExecuteAsync(Looking(new StepExpectations()), Server, cancellationToken: cancellationToken);

        Assert.That(text.Payload.Message!["body"]!.GetValue<string>(), Is.EqualTo("not json"));
        Assert.That(text.Payload.Message["encoding"]!.GetValue<string>(), Is.EqualTo("text"));
        Assert.That(bytes.Payload.Message!["body"]!.GetValue<string>(), Is.EqualTo("/wA="));
        Assert.That(bytes.Payload.Message["encoding"]!.GetValue<string>(), Is.EqualTo("base64"));
    }

    [Test]
    public async Task A_listener_that_could_not_be_opened_before_the_action_makes_the_assertion_broken(CancellationToken cancellationToken)
    {
        var step = Listening(Done, exchange: "no-such");

        var listener = await Plugin.Steps.ListenAsync(Execution(step, Server), cancellationToken);
        var verdict = await ExecuteAsync(step, Server, listener: listener, cancellationToken: cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken), "a message may have gone by unheard");
        Assert.That(Told(verdict), Is.EqualTo((string[])["NetworkError network.amqp-404"]));
        Assert.That(verdict.Payload.Reason, Does.Contain("before the action"));
    }

    private ScenarioStep Listening(StepExpectations expectations, string? exchange = null) =>
        Step(
            new StepInput(),
            new StepMeta
            {
                BrokerAlias = "broker",
                Exchange = exchange ?? Exchange,
                BindingKey = "orders.*",
                PollIntervalMs = 20,
            },
            StepKind.Assertion,
            expectations
        );

    private ScenarioStep Looking(StepExpectations expectations, int? timeoutMs = null, string? expression = null) =>
        Step(
            new StepInput(),
            new StepMeta
            {
                BrokerAlias = "broker",
                QueueName = Queue,
                PollIntervalMs = 20,
                TimeoutMs = timeoutMs,
                CorrelationIdExpr = expression,
            },
            StepKind.Assertion,
            expectations
        );
}
