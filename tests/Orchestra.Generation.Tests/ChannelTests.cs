using System.Text;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Plugins;
using Orchestra.Generation.Tests.Building;

namespace Orchestra.Generation.Tests;

/// <summary>Tasks, messages and data stores become steps of the channel that their endpoint has; specs are read by the plug-ins' own parsers.</summary>
[TestFixture]
internal sealed class ChannelTests
{
    private static readonly ServiceSpec _loans = TestSpec.Service(
        "loans",
        TestSpec.Endpoint(
            "POST /applications",
            "submitApplication",
            response: """{"type":"object","properties":{"id":{"type":"string"},"status":{"type":"string"}}}""",
            status: "201"
        ),
        TestSpec.Endpoint("POST /applications/{applicationId}/notifications", "notifyCustomer")
    );

    private static readonly ServiceSpec _scoring = Spec(
        "grpc",
        "scoring",
        """
        syntax = "proto3";
        package bank.scoring.v1;
        service Scoring {
          // Rates an applicant.
          rpc RateApplicant(RateRequest) returns (RateReply) { option idempotency_level = NO_SIDE_EFFECTS; }
          rpc WatchRatings(stream RateRequest) returns (RateReply);
        }
        message RateRequest { string application_id = 1; int32 points = 2; Debt debt = 3; RateRequest again = 4; repeated RateRequest more = 5; }
        message Debt { double amount = 1; int64 account = 2; }
        message RateReply { int32 score = 1; string rating_id = 2; }
        """
    );

    private const string Events = """
        asyncapi: 2.6.0
        info: { title: t, version: "1" }
        channels:
          loan-events:
            subscribe:
              operationId: loanChanged
              message: { payload: { $ref: "#/components/schemas/Event" } }
          loan-commands:
            publish:
              operationId: sendCommand
              message: { payload: { $ref: "#/components/schemas/Event" } }
          customer.notified:
            bindings: { amqp: { is: routingKey, exchange: { name: bank, type: topic } } }
            subscribe:
              operationId: customerNotified
              message: { payload: { $ref: "#/components/schemas/Event" } }
            publish:
              operationId: forwardNotification
              message: { payload: { $ref: "#/components/schemas/Event" } }
        components:
          schemas:
            Event:
              type: object
              required: [applicationId, type]
              properties: { applicationId: { type: string }, eventId: { type: string }, type: { enum: [SUBMITTED] } }
        """;

    private static readonly ServiceSpec _topics = Spec("kafka", "events", Events);
    private static readonly ServiceSpec _queues = Spec("queue", "notifications", Events);

    private static readonly ServiceSpec _tables = Spec(
        "db",
        "books",
        """
        {"tables": [
          {"name": "outbox", "columns": [{"name": "id", "type": "uuid"}, {"name": "application_id", "type": "uuid"}, {"name": "correlation_id"}, {"name": "order"}]},
          {"name": "application", "columns": [{"name": "id", "type": "uuid"}, {"name": "status"}]},
          {"name": "rates", "columns": [{"name": "id"}, {"name": "percent", "type": "numeric"}]}
        ]}
        """
    );

    [Test]
    public void A_service_task_calls_the_gRPC_method_of_its_name_with_a_whole_message()
    {
        var step = Generate(graph => graph.Node("R", NodeType.ServiceTask, "Rate applicant"), "S R", _loans, _scoring)[1];

        Assert.That((step.ChannelType, step.Kind, step.Binding!.Source), Is.EqualTo((ChannelType.Grpc, StepKind.Action, "NAME")));
        Assert.That(step.EndpointRef, Is.EqualTo(new EndpointRef("grpc", "scoring", "bank.scoring.v1.Scoring/RateApplicant")));
        Assert.That((string?)step.Expectations.ExpectedStatusCode, Is.EqualTo("OK"));
        Assert.That(step.Expectations.SchemaRefs, Is.EqualTo(new[] { "response" }));
        var message = step.Action.InputTemplate.Messages!.Single()!.AsObject();
        Assert.That(message.Select(member => member.Key), Is.EqualTo(new[] { "applicationId", "points", "debt" }), "but its own kind");
        Assert.That((string?)message["applicationId"], Is.EqualTo("{{steps.submitApplication.response.body.id}}"));
        Assert.That((string?)message["debt"]!["amount"], Does.StartWith("{{data.debt.amount ?? "));
        Assert.That(step.Action.InputTemplate.Body, Is.Null);
        Assert.That(
            step.Wiring,
            Is.EqualTo(new[] { new StepWiring("messages[0].applicationId", "steps.submitApplication.response.body.id", WiringSource.Name) })
        );
    }

    [TestCase("scoring#RateApplicant")]
    [TestCase("Scoring/RateApplicant")]
    [TestCase("Scoring.RateApplicant")]
    [TestCase("bank.scoring.v1.Scoring/RateApplicant")]
    public void A_method_is_named_as_people_of_gRPC_name_it(string endpoint)
    {
        var step = Generate(graph => graph.Task("R", "Anything", node => node with { Endpoint = endpoint }), "S R", _loans, _scoring)[1];

        Assert.That(step.EndpointRef!.EndpointName, Is.EqualTo("bank.scoring.v1.Scoring/RateApplicant"));
        Assert.That(step.Binding!.Source, Is.EqualTo("EXTENSION"));
    }

    [Test]
    public void A_query_that_a_task_waits_for_is_asked_again_until_it_holds()
    {
        var step = Generate(graph => graph.Node("R", NodeType.ReceiveTask, "Rate applicant"), "S R", _loans, _scoring)[1];

        Assert.That((step.ChannelType, step.Kind), Is.EqualTo((ChannelType.Grpc, StepKind.Assertion)));
    }

    [Test]
    public void What_a_message_event_waits_for_is_looked_for_in_the_topic_by_the_ids_of_earlier_answers()
    {
        var step = Generate(
            graph =>
                graph.Node(
                    "E",
                    NodeType.IntermediateCatchEvent,
                    "Loan changed",
                    node => node with { Trigger = "message", Expect = [TestGraph.Rule("{{message.value.type}}", "SUBMITTED")] }
                ),
            "S E",
            _loans,
            _topics
        )[1];

        Assert.That((step.ChannelType, step.Kind), Is.EqualTo((ChannelType.Kafka, StepKind.Assertion)));
        Assert.That(step.EndpointRef, Is.EqualTo(new EndpointRef("kafka", "events", "CONSUME loan-events")));
        Assert.That(step.Action.Meta.ClusterAlias, Is.EqualTo("events"));
        Assert.That(step.Expectations.ExpectedStatusCode, Is.Null);
        Assert.That(step.Expectations.SchemaRefs, Is.EqualTo(new[] { "message" }));
        Assert.That(
            step.Expectations.BusinessRules.Select(rule => $"{rule.Left} {rule.Op} {rule.Right}"),
            Is.EqualTo(
                new[]
                {
                    "{{message.value.applicationId}} eq {{steps.submitApplication.response.body.id}}",
                    "{{message.value.type}} eq SUBMITTED",
                }
            ),
            "eventId is no earlier answer's"
        );
    }

    [Test]
    public void What_a_task_sends_to_a_topic_is_a_message_of_its_schema_with_the_key_that_the_process_gives()
    {
        var step = Generate(
            graph => graph.Node("C", NodeType.SendTask, "Send command", node => node with { MessageKey = "{{run.id}}" }),
            "S C",
            _loans,
            _topics
        )[1];

        Assert.That((step.ChannelType, step.Kind), Is.EqualTo((ChannelType.Kafka, StepKind.Action)));
        Assert.That(step.EndpointRef!.EndpointName, Is.EqualTo("PUBLISH loan-commands"));
        var input = step.Action.InputTemplate;
        Assert.That(
            input.Value!.ToJsonString(),
            Is.EqualTo(
                """{"applicationId":"{{steps.submitApplication.response.body.id}}","type":"{{data.type ?? \u0027SUBMITTED\u0027}}"}"""
            )
        );
        Assert.That(((string?)input.Key, input.Body), Is.EqualTo(("{{run.id}}", (JsonNode?)null)));
        Assert.That(step.Wiring!.Single().Target, Is.EqualTo("value.applicationId"));
    }

    [TestCase(NodeType.ReceiveTask, "CONSUME customer.notified", StepKind.Assertion)]
    [TestCase(NodeType.SendTask, "PUBLISH customer.notified", StepKind.Action)]
    public void A_channel_named_without_a_direction_is_meant_as_the_node_uses_it(NodeType type, string endpoint, StepKind kind)
    {
        var step = Generate(
            graph => graph.Node("Q", type, "Anything", node => node with { Endpoint = "notifications#customer.notified" }),
            "S Q",
            _loans,
            _queues
        )[1];

        Assert.That((step.ChannelType, step.Kind), Is.EqualTo((ChannelType.Queue, kind)));
        Assert.That(step.EndpointRef!.EndpointName, Is.EqualTo(endpoint));
        if (kind == StepKind.Assertion)
        {
            var meta = step.Action.Meta;
            Assert.That((meta.BrokerAlias, meta.Exchange, meta.BindingKey), Is.EqualTo(("notifications", "bank", "customer.notified")));
            Assert.That(step.Expectations.BusinessRules.Single().Left!.ToString(), Is.EqualTo("{{message.body.applicationId}}"));
        }
        else
        {
            var input = step.Action.InputTemplate;
            Assert.That(((string?)input.Exchange, (string?)input.RoutingKey), Is.EqualTo(("bank", "customer.notified")));
            Assert.That(input.Body!["applicationId"], Is.Not.Null);
        }
    }

    [Test]
    public void A_name_alone_binds_no_task_to_a_channel_and_no_node_to_a_table()
    {
        var suite = Suite(
            graph => graph.Node("A", NodeType.ServiceTask, "Loan changed").Node("B", NodeType.ReceiveTask, "Outbox"),
            "S A B",
            _loans,
            _topics,
            _tables
        );

        Assert.That(suite.Unbound.Select(task => task.NodeId), Is.EqualTo(new[] { "A", "B" }));
    }

    [Test]
    public void A_store_that_a_task_writes_is_looked_into_after_it_and_what_the_next_flow_expects_stays_the_tasks()
    {
        var suite = Suite(
            graph => graph.Flow("F", "S", "N", flow => flow with { Expect = [TestGraph.Rule("{{response.body.status}}", "SUBMITTED")] }),
            "S F N",
            [_loans, _tables],
            stores: [new DataElement("Store", DataKind.Store, "Outbox table"), new DataElement("Other", DataKind.Store, "Ledger")],
            writes: ["Store", "Other"]
        );
        var steps = suite.Scenarios[0].Steps;

        Assert.That(
            steps.Select(step => (step.Alias, step.ChannelType)),
            Is.EqualTo(
                new[]
                {
                    ("submitApplication", ChannelType.HttpRest),
                    ("outboxTableSeen", ChannelType.Db),
                    ("notifyCustomer", ChannelType.HttpRest),
                }
            )
        );
        var look = steps[1];
        Assert.That((look.Kind, look.NodeId, look.Name), Is.EqualTo((StepKind.Assertion, "S", "Outbox table seen")));
        Assert.That(look.Action.Meta.DataSource, Is.EqualTo("books"));
        Assert.That(
            look.Action.Meta.Sql,
            Is.EqualTo(
                "select id, application_id, correlation_id, \"order\" from outbox where application_id = {{steps.submitApplication.response.body.id}} and correlation_id = {{run.correlationId}}"
            )
        );
        Assert.That(look.Expectations.SchemaRefs, Is.EqualTo(new[] { "rows" }));
        Assert.That(steps[0].Action.Meta.Evidence, Is.EqualTo(new[] { "F" }));
        Assert.That(
            suite.Scenarios[0].Proposals!.Select(proposal => proposal.Subject),
            Is.EqualTo(new[] { "Ledger" }),
            "the other has no table"
        );
    }

    [Test]
    public void Rules_about_rows_are_for_the_look_and_without_one_they_are_warned_of()
    {
        var rows = TestGraph.Rule("{{dbResult.rows[0].order}}", "1");
        TestGraph Graph(IReadOnlyList<DataElement> stores) =>
            new TestGraph { Data = stores }
                .Task("S", "Submit application", node => node with { Writes = ["Store"], Expect = [rows] })
                .Walk("S");
        var with = Graph([new DataElement("Store", DataKind.Store, "Outbox")]).Generate([_loans, _tables]).Scenarios[0].Steps;
        var without = Graph([]).Generate([_loans]);

        Assert.That(with.Select(step => step.Expectations.BusinessRules.Count), Is.EqualTo(new[] { 0, 1 }));
        Assert.That(without.Scenarios[0].Steps.Single().Expectations.BusinessRules, Is.Empty);
        Assert.That(without.Warnings.Select(warning => (warning.Code, warning.ElementId)), Does.Contain(("EXPECT_WITHOUT_STEP", "S")));
    }

    [Test]
    public void A_table_is_looked_into_by_the_id_of_its_own_thing()
    {
        var step = Generate(
            graph => graph.Node("A", NodeType.ReceiveTask, "Stored", node => node with { Endpoint = "books#application", TimeoutMs = 500 }),
            "S A",
            _loans,
            _tables
        )[1];

        Assert.That(
            step.Action.Meta.Sql,
            Is.EqualTo("select id, status from application where id = {{steps.submitApplication.response.body.id}}")
        );
        Assert.That(step.Action.Meta.TimeoutMs, Is.EqualTo(500));
    }

    [Test]
    public void Rows_that_nothing_correlates_need_a_statement_of_the_process()
    {
        var without = Suite(graph => graph.Task("A", "Rates", node => node with { Endpoint = "SELECT rates" }), "S A", _loans, _tables);
        var with = Generate(
            graph => graph.Task("A", "Rates", node => node with { Endpoint = "SELECT rates", Sql = "select percent from rates" }),
            "S A",
            _loans,
            _tables
        );

        Assert.That(without.Scenarios[0].Steps, Has.Count.EqualTo(1));
        Assert.That(without.Warnings.Select(warning => (warning.Code, warning.ElementId)), Does.Contain(("ROW_NOT_CORRELATED", "A")));
        Assert.That(with[1].Action.Meta.Sql, Is.EqualTo("select percent from rates"));
    }

    private static ServiceSpec Spec(string protocol, string service, string content)
    {
        var import = SpecParsers.Find(protocol)!.Parse(Encoding.UTF8.GetBytes(content));
        Assert.That(import.Faults, Is.Empty);
        return new ServiceSpec(service, import.Endpoints, protocol);
    }

    private static IReadOnlyList<ScenarioStep> Generate(Func<TestGraph, TestGraph> add, string walk, params ServiceSpec[] specs) =>
        Suite(add, walk, specs).Scenarios[0].Steps;

    private static GeneratedSuite Suite(Func<TestGraph, TestGraph> add, string walk, params ServiceSpec[] specs) =>
        Suite(add, walk, specs, [], []);

    private static GeneratedSuite Suite(
        Func<TestGraph, TestGraph> add,
        string walk,
        IReadOnlyList<ServiceSpec> specs,
        IReadOnlyList<DataElement> stores,
        IReadOnlyList<string> writes
    )
    {
        var graph = new TestGraph { Data = stores }
            .Task("S", "Submit application", node => node with { Writes = writes })
            .Task("N", "Notify customer");
        return add(graph).Walk(walk).Generate(specs);
    }
}
