using System.Text.Json.Nodes;
using Confluent.Kafka;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Plugins.Kafka;
using Orchestra.Testing.Servers;
using ExecutionContext = Orchestra.Engine.Execution.ExecutionContext;

namespace Orchestra.Engine.Tests.Plugins.Kafka;

internal sealed partial class KafkaPluginTests : KafkaFixture
{
    private static readonly StepExpectations Done = That("message.value.status", "DONE");

    [Test]
    public async Task What_came_between_listening_and_looking_is_found_in_whatever_partition([Range(0, Partitions - 1)] int partition)
    {
        await SutPublishesAsync("""{"status":"DONE","n":0}""", partition: partition);
        var step = Seeking(Done);
        var listener = await Plugin.Steps.ListenAsync(Execution(step, Server), CancellationToken.None);
        await SutPublishesAsync("""{"status":"OPEN"}""", partition: partition);
        await SutPublishesAsync("""{"status":"DONE"}""", correlationId: "another run", partition: partition);
        await SutPublishesAsync("""{"status":"DONE","n":3}""", "k3", partition: partition);

        var verdict = await ExecuteAsync(step, Server, listener: listener);
        var again = await ExecuteAsync(step, Server, attempt: 2, listener: listener);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => All(verdict));
        var message = verdict.Payload.Message!;
        Assert.That(message["value"]!["n"]!.GetValue<int>(), Is.EqualTo(3), "what came before the listening does not count");
        Assert.That((message["key"]!.GetValue<string>(), message["partition"]!.GetValue<int>()), Is.EqualTo(("k3", partition)));
        Assert.That(message["headers"]!["x-correlation-id"]!.GetValue<string>(), Is.EqualTo(CorrelationId));
        Assert.That(message["topic"]!.GetValue<string>(), Is.EqualTo(Topic));
        Assert.That(again.Status, Is.EqualTo(StepStatus.Passed), "an attempt takes nothing from the next one");
    }

    [Test]
    public async Task The_control_without_a_listener_hears_only_what_comes_from_now_on(CancellationToken cancellationToken)
    {
        await SutPublishesAsync("""{"status":"DONE"}""");

        var verdict = await ExecuteAsync(Seeking(Done, new StepMeta { TimeoutMs = 500 }), Server, cancellationToken: cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Failed));
        Assert.That(Told(verdict), Is.EqualTo((string[])["Timeout poll-timeout", "KafkaMessageNotFound message-not-found"]));
    }

    [Test]
    public async Task From_the_earliest_message_it_needs_no_listener(CancellationToken cancellationToken)
    {
        await SutPublishesAsync("""{"status":"DONE"}""");
        var step = Seeking(Done, new StepMeta { From = "EARLIEST" });

        var listener = await Plugin.Steps.ListenAsync(Execution(step, Server), cancellationToken);
        var verdict = await ExecuteAsync(step, Server, cancellationToken: cancellationToken);

        Assert.That(listener, Is.Null);
        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => All(verdict));
    }

    [Test]
    public async Task A_message_that_comes_while_we_look_is_found(CancellationToken cancellationToken)
    {
        var step = Seeking(Done);
        var listener = await Plugin.Steps.ListenAsync(Execution(step, Server), cancellationToken);
        var executing = ExecuteAsync(step, Server, listener: listener, cancellationToken: cancellationToken);
        await SutPublishesAsync("""{"status":"OPEN"}""");

        await SutPublishesAsync("""{"status":"DONE"}""");

        var verdict = await executing;
        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => All(verdict));
        Assert.That(verdict.Payload.SettlingTimeMs, Is.Not.Null);
        Assert.That(verdict.Payload.Polls, Is.GreaterThanOrEqualTo(1));
    }

    [Test]
    public async Task The_next_owner_of_a_run_finds_what_came_while_nobody_was_there(CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetUtcNow();
        var own = Seeking(Done);
        var any = Seeking(Done, new StepMeta { CorrelationIdExpr = "none", TimeoutMs = 500 });
        await Broker.PublishAsync(Topic, """{"status":"DONE","n":1}""", at: began.AddHours(-1));
        await SutPublishesAsync("""{"status":"DONE","n":2}""", partition: 1);

        var listener = await Plugin.Steps.ListenAsync(Execution(own, Server) with { ListenSince = began }, cancellationToken);
        var verdict = await ExecuteAsync(own, Server, listener: listener, cancellationToken: cancellationToken);
        var later = await Plugin.Steps.ListenAsync(
            Execution(any, Server) with
            {
                ListenSince = TimeProvider.System.GetUtcNow().AddMinutes(1),
            },
            cancellationToken
        );
        var nothing = await ExecuteAsync(any, Server, listener: later, cancellationToken: cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => All(verdict));
        Assert.That(verdict.Payload.Message!["value"]!["n"]!.GetValue<int>(), Is.EqualTo(2));
        Assert.That(nothing.Status, Is.EqualTo(StepStatus.Failed), "what was written before the run does not count");
    }

    [Test]
    public async Task A_topic_and_partitions_that_come_later_count_whole(CancellationToken cancellationToken)
    {
        using var broker = KafkaBroker.Start();
        broker.CreateTopic(Topic, 2);
        broker.SetTopicError(Topic, ErrorCode.UnknownTopicOrPart);
        var step = Seeking(Done);
        var listener = await Plugin.Steps.ListenAsync(Execution(step, broker.Endpoint), cancellationToken);
        var missing = await ExecuteAsync(
            Seeking(Done, new StepMeta { TimeoutMs = 300 }),
            broker.Endpoint,
            listener: listener,
            cancellationToken: cancellationToken
        );
        var executing = ExecuteAsync(step, broker.Endpoint, listener: listener, cancellationToken: cancellationToken);
        broker.SetTopicError(Topic, ErrorCode.NoError);
        await broker.PublishAsync(Topic, """{"status":"DONE"}""", headers: [("x-correlation-id", CorrelationId)], partition: 1);

        var verdict = await executing;
        var onlyFirst = new KafkaListener(new KafkaStart(new Dictionary<int, long> { [0] = 0 }), failure: null);
        var later = await ExecuteAsync(step, broker.Endpoint, listener: onlyFirst, cancellationToken: cancellationToken);

        Assert.That(Told(missing), Is.EqualTo((string[])["Timeout poll-timeout", "KafkaMessageNotFound no-topic"]));
        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => All(verdict));
        Assert.That(later.Status, Is.EqualTo(StepStatus.Passed), "the second partition was not there when the listening began");
    }

    [Test]
    public async Task A_message_that_never_came_failed_and_what_was_seen_instead_is_told_masked(CancellationToken cancellationToken)
    {
        var step = Seeking(Done, new StepMeta { KeyExpression = "k{{ 1 }}", TimeoutMs = 500 });
        var listener = await Plugin.Steps.ListenAsync(Execution(step, Server), cancellationToken);
        await SutPublishesAsync("""{"status":"DONE","pin":"4711"}""", "k1", correlationId: "another run", partition: 0);
        await SutPublishesAsync("""{"status":"DONE","pin":"4712"}""", "k2", partition: 0);
        await SutPublishesAsync("""{"status":"OPEN","pin":"4713"}""", "k1", partition: 0);
        var execution = Execution(step, Server);
        var plan = execution.Context.Plan with { Environment = execution.Context.Plan.Environment with { Mask = ["pin"] } };
        execution = execution with { Context = new ExecutionContext(plan, execution.Context.Identity), Listener = listener };

        var verdict = await Plugin.Steps.ExecuteAsync(execution, cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Failed));
        Assert.That(Told(verdict), Is.EqualTo((string[])["Timeout poll-timeout", "KafkaMessageNotFound message-not-found"]));
        var details = verdict.Payload.Violations[1].Details!;
        Assert.That(details["looked"]!.GetValue<int>(), Is.EqualTo(3), "each message is looked at once");
        Assert.That(
            details["nearest"]!.AsArray().Select(entry => entry!["why"]!.GetValue<string>()),
            Is.EqualTo((string[])["the rules do not hold for it", "it has another key", "it has another correlation id"])
        );
        Assert.That(details.ToJsonString(), Does.Not.Contain("471"));
        Assert.That(verdict.Payload.Polls, Is.GreaterThan(1));
        Assert.That(verdict.Payload.Sent!["key"]!.GetValue<string>(), Is.EqualTo("k1"));
    }

    [TestCase("ANY", "OPEN", StepStatus.Failed)]
    [TestCase("RULES", "OPEN", StepStatus.Passed)]
    [TestCase("EXACT", "DONE", StepStatus.Passed)]
    public async Task Which_message_counts_is_said_by_the_matcher(string mode, string first, StepStatus expected)
    {
        var step = Seeking(
            Done,
            new StepMeta { ValueMatcherMode = mode, TimeoutMs = 1_000 },
            new StepInput
            {
                Value = new JsonObject { ["n"] = 2, ["status"] = "{{ 'DONE' }}" },
            }
        );
        var listener = await Plugin.Steps.ListenAsync(Execution(step, Server), CancellationToken.None);
        await SutPublishesAsync($$"""{"status":"{{first}}","n":1}""", partition: 0);
        await SutPublishesAsync("""{"status":"DONE","n":2.0}""", partition: 0);

        var verdict = await ExecuteAsync(step, Server, listener: listener);

        Assert.That(verdict.Status, Is.EqualTo(expected), () => All(verdict));
        if (expected == StepStatus.Passed)
        {
            Assert.That(verdict.Payload.Message!["value"]!["n"]!.GetValue<double>(), Is.EqualTo(2));
        }
    }

    [Test]
    public async Task Another_correlation_id_can_be_asked_for_and_none_at_all(CancellationToken cancellationToken)
    {
        await SutPublishesAsync("""{"status":"DONE"}""", correlationId: "order-7");
        var meta = new StepMeta { From = "EARLIEST", TimeoutMs = 500 };

        var own = await ExecuteAsync(Seeking(Done, meta), Server, cancellationToken: cancellationToken);
        var other = await ExecuteAsync(
            Seeking(Done, meta with { CorrelationIdExpr = "order-{{ 7 }}" }),
            Server,
            cancellationToken: cancellationToken
        );
        var any = await ExecuteAsync(Seeking(Done, meta with { CorrelationIdExpr = "none" }), Server, cancellationToken: cancellationToken);

        Assert.That(
            (own.Status, other.Status, any.Status),
            Is.EqualTo((StepStatus.Failed, StepStatus.Passed, StepStatus.Passed)),
            () => All(other)
        );
    }

    [TestCase(null, "{\"a\":1}", "json", "{\"a\":1}")]
    [TestCase(null, "no json", "text", "\"no json\"")]
    [TestCase("string", "{\"a\":1}", "text", "\"{\\u0022a\\u0022:1}\"")]
    [TestCase("binary", "hi", "base64", "\"aGk=\"")]
    [TestCase(null, null, "json", "null")]
    public async Task A_value_is_read_by_its_format(string? format, string? value, string encoding, string read)
    {
        await SutPublishesAsync(value);

        var verdict = await ExecuteAsync(Seeking(meta: new StepMeta { From = "EARLIEST", Format = format }), Server);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => All(verdict));
        Assert.That(verdict.Payload.Message!["encoding"]!.GetValue<string>(), Is.EqualTo(encoding));
        Assert.That(JsonNode.DeepEquals(verdict.Payload.Message["value"], JsonNode.Parse(read)), Is.True);
    }

    [Test]
    public async Task A_long_value_is_cut_and_a_header_that_comes_twice_has_both_values(CancellationToken cancellationToken)
    {
        await Broker.PublishAsync(
            Topic,
            new string('x', 5_000),
            headers: [("x-correlation-id", CorrelationId), ("h", "1"), ("h", "2"), ("authorization", "Bearer abc")]
        );

        var verdict = await ExecuteAsync(
            Seeking(meta: new StepMeta { From = "EARLIEST", MaxBodyBytes = 100 }),
            Server,
            cancellationToken: cancellationToken
        );

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => All(verdict));
        var message = verdict.Payload.Message!;
        Assert.That(message["value"]!.GetValue<string>(), Has.Length.EqualTo(100));
        Assert.That(message["truncated"]!.GetValue<bool>(), Is.True);
        Assert.That(message["headers"]!["h"]!.ToJsonString(), Is.EqualTo("""["1","2"]"""));
        Assert.That(message["headers"]!.ToJsonString(), Does.Not.Contain("abc"));
    }

    [Test]
    public async Task Twenty_thousand_messages_of_others_are_gone_through_one_by_one(CancellationToken cancellationToken)
    {
        var step = Seeking(Done);
        var listener = await Plugin.Steps.ListenAsync(Execution(step, Server), cancellationToken);
        await Task.WhenAll(
            Enumerable.Range(0, 20_000).Select(_ => SutPublishesAsync("""{"status":"DONE"}""", correlationId: "x", partition: 0))
        );
        await SutPublishesAsync("""{"status":"DONE"}""", partition: 0);

        var verdict = await ExecuteAsync(step, Server, listener: listener, cancellationToken: cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => All(verdict));
        Assert.That(verdict.Payload.Polls, Is.GreaterThan(1), "a look has a limit");
        Assert.That(verdict.Payload.Message!["offset"]!.GetValue<long>(), Is.EqualTo(20_000));
    }

    [Test]
    public async Task A_listener_that_could_not_be_opened_before_the_action_makes_the_assertion_broken(CancellationToken cancellationToken)
    {
        var step = Seeking(Done, new StepMeta { TimeoutMs = 1_000 });
        var nowhere = WithProfile(step, profile => profile with { BootstrapServers = "127.0.0.1:1" });

        var listener = await Plugin.Steps.ListenAsync(nowhere, cancellationToken);
        var verdict = await ExecuteAsync(step, Server, listener: listener, cancellationToken: cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken), "a message may have gone by unheard");
        Assert.That(Told(verdict), Is.EqualTo((string[])["NetworkError network.refused"]));
        Assert.That(verdict.Payload.Reason, Does.Contain("before the action"));
    }

    [Test]
    public async Task Giving_up_a_look_throws_at_once(CancellationToken cancellationToken)
    {
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var executing = ExecuteAsync(Seeking(Done, new StepMeta { TimeoutMs = 60_000 }), Server, cancellationToken: abandon.Token);
        await SutPublishesAsync("""{"status":"OPEN"}""");
        var began = TimeProvider.System.GetTimestamp();

        await abandon.CancelAsync();

        Assert.That(() => executing, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(TimeProvider.System.GetElapsedTime(began), Is.LessThan(TimeSpan.FromSeconds(2)));
    }
}
