using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Confluent.Kafka;
using Orchestra.Contracts.Profiles;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Plugins.Kafka;
using Orchestra.Testing.Servers;
using ExecutionContext = Orchestra.Engine.Execution.ExecutionContext;

namespace Orchestra.Engine.Tests.Plugins.Kafka;

internal sealed partial class KafkaPluginTests : KafkaFixture
{
    private const short Produce = 0;

    [Test]
    public async Task A_message_carries_the_marks_of_its_run_and_the_verdict_tells_where_it_is(CancellationToken cancellationToken)
    {
        var verdict = await ExecuteAsync(Sending("hello"), Server, cancellationToken: cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => All(verdict));
        var came = (await Broker.ReadAsync(Topic)).Single();
        var headers = came.Message.Headers.ToDictionary(header => header.Key, header => Encoding.UTF8.GetString(header.GetValueBytes()));
        Assert.That(headers["x-correlation-id"], Is.EqualTo(CorrelationId));
        Assert.That(headers["traceparent"], Does.StartWith($"00-{RunId:N}-"));
        Assert.That(headers["Idempotency-Key"], Is.EqualTo($"{RunId}:0:1"));
        Assert.That((headers["x-number"], headers["x-text"]), Is.EqualTo(("7", "a")));
        Assert.That(Encoding.UTF8.GetString(came.Message.Key!), Is.EqualTo("k"));
        Assert.That(Encoding.UTF8.GetString(came.Message.Value!), Is.EqualTo("""{"marker":"hello"}"""));
        var sent = verdict.Payload.Sent!;
        Assert.That(sent["topic"]!.GetValue<string>(), Is.EqualTo(Topic));
        Assert.That(sent["partition"]!.GetValue<int>(), Is.EqualTo(came.Partition.Value));
        Assert.That(sent["offset"]!.GetValue<long>(), Is.Zero);
        Assert.That(sent["timestamp"]!.GetValue<string>(), Is.EqualTo("1970-01-01T00:00:01.234Z"), "the mock broker's");
        Assert.That(verdict.Payload.Message!["key"]!.GetValue<string>(), Is.EqualTo("k"), "rules and exports read it");
    }

    [Test]
    public async Task Without_an_idempotency_key_none_is_sent(CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            Publishing(new StepInput { Value = "a" }, new StepMeta { IdempotencyKey = "off" }),
            Server,
            cancellationToken: cancellationToken
        );

        Assert.That(
            (await Broker.ReadAsync(Topic)).Single().Message.Headers.Select(header => header.Key),
            Has.None.EqualTo("Idempotency-Key")
        );
    }

    [TestCase("json", "\"a\"", "\"a\"")]
    [TestCase("string", "\"a\"", "a")]
    [TestCase("string", "{\"b\":1}", "{\"b\":1}")]
    [TestCase("binary", "\"aGk=\"", "hi")]
    [TestCase("json", "null", null)]
    public async Task A_value_is_written_by_its_format(string format, string value, string? bytes)
    {
        var verdict = await ExecuteAsync(
            Publishing(new StepInput { Value = JsonNode.Parse(value) }, new StepMeta { Format = format }),
            Server
        );

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => All(verdict));
        var came = (await Broker.ReadAsync(Topic)).Single().Message.Value;
        Assert.That(came is null ? null : Encoding.UTF8.GetString(came), Is.EqualTo(bytes));
    }

    [TestCase("binary", null, "base64")]
    [TestCase("avro", null, "format")]
    [TestCase(null, "2", "acks")]
    public async Task A_step_that_cannot_be_carried_out_says_why_and_sends_nothing(string? format, string? acks, string told)
    {
        var verdict = await ExecuteAsync(
            Publishing(new StepInput { Value = "not base64!" }, new StepMeta { Format = format, Acks = acks }),
            Server
        );

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(verdict.Payload.Violations.Single().Message, Does.Contain(told));
        Assert.That(await Broker.ReadAsync(Topic), Is.Empty);
    }

    [TestCase("1")]
    [TestCase("0")]
    public async Task Fewer_acks_may_be_asked_for(string acks)
    {
        var verdict = await ExecuteAsync(Publishing(new StepInput { Value = "a" }, new StepMeta { Acks = acks }), Server);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => All(verdict));
        Assert.That(await Broker.ReadAsync(Topic), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_topic_that_does_not_exist_failed(CancellationToken cancellationToken)
    {
        Broker.SetTopicError(Topic, ErrorCode.UnknownTopicOrPart);

        var verdict = await ExecuteAsync(Sending("a"), Server, cancellationToken: cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Failed));
        Assert.That(Told(verdict), Is.EqualTo((string[])["ContractViolation kafka.no-topic"]));
        Assert.That(verdict.Payload.Violations.Single().Message, Does.Contain(Topic));
    }

    [Test]
    public async Task A_message_that_the_cluster_does_not_take_failed(CancellationToken cancellationToken)
    {
        using var broker = KafkaBroker.Start();
        broker.FailNext(Produce, ErrorCode.MsgSizeTooLarge);

        var verdict = await ExecuteAsync(Sending("a"), broker.Endpoint, cancellationToken: cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Failed));
        Assert.That(Told(verdict), Is.EqualTo((string[])["ContractViolation kafka.refused"]));
    }

    [Test]
    public async Task A_message_that_is_not_confirmed_in_time_failed_and_may_have_been_published(CancellationToken cancellationToken)
    {
        using var broker = KafkaBroker.Start();
        broker.CreateTopic(Topic, 1);
        broker.AnswerLate(Produce, TimeSpan.FromSeconds(20));
        var step = Publishing(new StepInput { Value = "a" }, new StepMeta { TimeoutMs = 1_500 });

        var verdict = await ExecuteAsync(step, broker.Endpoint, cancellationToken: cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Failed), () => All(verdict));
        Assert.That(Told(verdict), Is.EqualTo((string[])["Timeout timeout"]));
        Assert.That(await broker.ReadAsync(Topic), Has.Count.EqualTo(1), "it is there");
    }

    [Test]
    public async Task A_message_that_no_leader_takes_in_time_was_not_published_and_is_broken(CancellationToken cancellationToken)
    {
        using var broker = KafkaBroker.Start();
        broker.CreateTopic(Topic, 1);
        broker.FailNext(Produce, [.. Enumerable.Repeat(ErrorCode.NotLeaderForPartition, 200)]);
        var step = Publishing(new StepInput { Value = "a" }, new StepMeta { TimeoutMs = 1_500 });

        var verdict = await ExecuteAsync(step, broker.Endpoint, cancellationToken: cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken), () => All(verdict));
        Assert.That(Told(verdict), Is.EqualTo((string[])["NetworkError network.unreachable"]));
        Assert.That(await broker.ReadAsync(Topic), Is.Empty);
    }

    [Test]
    public async Task A_confirmation_that_is_lost_sends_the_message_once(CancellationToken cancellationToken)
    {
        using var broker = KafkaBroker.Start();
        broker.CreateTopic(Topic, 1);
        broker.FailNext(Produce, ErrorCode.RequestTimedOut);

        var verdict = await ExecuteAsync(Sending("a"), broker.Endpoint, cancellationToken: cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed), () => All(verdict));
        Assert.That(await broker.ReadAsync(Topic), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_message_against_its_contract_is_not_sent_where_the_step_asks_for_the_check(CancellationToken cancellationToken)
    {
        var input = new StepInput { Value = new JsonObject { ["n"] = "no number" } };
        var asking = Publishing(input, expectations: new StepExpectations { SchemaRefs = ["response"] });

        var refused = await ExecuteAgainstContractAsync(asking, cancellationToken);
        var sent = await ExecuteAgainstContractAsync(Publishing(input), cancellationToken);

        Assert.That(refused.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(Told(refused), Is.EqualTo((string[])["ValidationError schema.type"]));
        Assert.That(refused.Payload.Reason, Is.EqualTo("nothing was sent"));
        Assert.That(sent.Status, Is.EqualTo(StepStatus.Passed), () => All(sent));
        Assert.That(await Broker.ReadAsync(Topic), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Without_librdkafka_a_step_is_broken_and_says_what_to_install(CancellationToken cancellationToken)
    {
        var plugin = new KafkaPlugin(Connector, TimeProvider.System, () => "librdkafka is not installed");

        var sending = await plugin.Steps.ExecuteAsync(Execution(Sending("a"), Server), cancellationToken);
        var seeking = await plugin.Steps.ExecuteAsync(Execution(Seeking(), Server), cancellationToken);

        Assert.That((sending.Status, seeking.Status), Is.EqualTo((StepStatus.Broken, StepStatus.Broken)));
        Assert.That(Told(sending), Is.EqualTo((string[])["ValidationError kafka.no-library"]));
        Assert.That(seeking.Payload.Polls, Is.EqualTo(1), "looking again installs nothing");
    }

    [Test]
    public async Task A_password_that_is_not_there_is_broken(CancellationToken cancellationToken)
    {
        var execution = WithProfile(
            Sending("a"),
            profile =>
                profile with
                {
                    Security = KafkaSecurity.SaslPlaintext,
                    SaslMechanism = "PLAIN",
                    User = "u",
                    Password = "secret:MISSING",
                }
        );

        var verdict = await Plugin.Steps.ExecuteAsync(execution, cancellationToken);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(Told(verdict), Is.EqualTo((string[])["ValidationError secret"]));
    }

    private Task<StepVerdict> ExecuteAgainstContractAsync(ScenarioStep step, CancellationToken cancellationToken)
    {
        var reference = new EndpointRef("kafka", "cluster", "PUBLISH numbers");
        var given = Execution(step with { EndpointRef = reference }, Server);
        var plan = given.Context.Plan with
        {
            Endpoints = new Dictionary<string, SpecEndpoint>
            {
                [RunPlan.EndpointKey(reference)] = new()
                {
                    EndpointName = reference.EndpointName,
                    Method = "PUBLISH",
                    Path = "numbers",
                    Dialect = "draft-07",
                    RequestBody = new SpecBody("application/json", "/message"),
                    SchemaDocument = JsonSerializer.SerializeToElement(
                        JsonNode.Parse("""{"message":{"properties":{"n":{"type":"number"}}}}""")
                    ),
                },
            },
        };
        return Plugin.Steps.ExecuteAsync(given with { Context = new ExecutionContext(plan, given.Context.Identity) }, cancellationToken);
    }
}
