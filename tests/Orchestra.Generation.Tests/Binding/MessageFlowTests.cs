using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Tests.Building;

namespace Orchestra.Generation.Tests.Binding;

/// <summary>Messages to and from another pool, with a service that is called as the pool is.</summary>
[TestFixture]
internal sealed class MessageFlowTests
{
    private static readonly ServiceSpec _shop = TestSpec.Service(
        "shop",
        TestSpec.Endpoint("POST /payments", "sendPayment"),
        TestSpec.Endpoint("GET /payments", "getPayments")
    );

    private static readonly ServiceSpec _bank = TestSpec.Service(
        "bank-api",
        TestSpec.Endpoint("POST /transfers/payments", "sendPaymentTransfer"),
        TestSpec.Endpoint("GET /payments/{id}", "getPayment"),
        TestSpec.Endpoint("POST /payments/{id}/receipt", "receivePayment")
    );

    [Test]
    public void A_message_to_a_pool_is_a_call_of_its_service_even_where_another_name_fits_better()
    {
        var step = Generate(new MessageFlow("M", "T1", "Bank")).Scenarios[0].Steps[0];

        Assert.That(step.EndpointRef!.ServiceName, Is.EqualTo("bank-api"));
        Assert.That(step.Binding!.Source, Is.EqualTo("MESSAGE_FLOW"));
        Assert.That(step.Binding.RunnerUp!.ServiceName, Is.EqualTo("shop"));
    }

    [Test]
    public void A_message_from_a_pool_is_an_assertion_on_its_service()
    {
        var suite = Generate(new MessageFlow("M", "Bank", "T2"));

        var step = suite.Scenarios[0].Steps.Single(step => step.NodeId == "T2");
        Assert.That(step.Kind, Is.EqualTo(StepKind.Assertion));
        Assert.That(step.EndpointRef, Is.EqualTo(new EndpointRef("http", "bank-api", "GET /payments/{id}")));
    }

    [Test]
    public void The_pool_is_a_hint_and_no_must()
    {
        var step = Generate(new MessageFlow("M", "T1", "Post")).Scenarios[0].Steps[0];

        Assert.That(step.EndpointRef!.ServiceName, Is.EqualTo("shop"));
        Assert.That(step.Binding!.Source, Is.EqualTo("NAME"));
    }

    [Test]
    public void Only_messages_that_no_step_stands_for_are_warned_of()
    {
        var suite = Generate(
            new MessageFlow("Sent", "T1", "Bank"),
            new MessageFlow("Starts", "Bank", "S"),
            new MessageFlow("Lost", "T3", "Bank"),
            new MessageFlow("Elsewhere", "Post", "Bank")
        );

        Assert.That(
            suite.Warnings.Where(warning => warning.Code == "NOT_COVERED").Select(warning => warning.ElementId),
            Is.EqualTo(new[] { "Lost", "Elsewhere" })
        );
    }

    private static GeneratedSuite Generate(params MessageFlow[] flows)
    {
        var graph = new TestGraph()
            .Node("S", NodeType.StartEvent)
            .Node("T1", NodeType.SendTask, "Send payment")
            .Node("T2", NodeType.ReceiveTask, "Get payment")
            .Node("T3", NodeType.SendTask, "Sing a song")
            .Walk("S T1 T2 T3");
        var file = graph.Graph with
        {
            MessageFlows = flows,
            Participants =
            [
                new Participant("Own", "Customer", "P1"),
                new Participant("Bank", "The Bank"),
                new Participant("Post", "Post office"),
            ],
        };
        return SuiteGenerator.Generate(graph.Select(), file, [_shop, _bank], new SuiteOptions(), "suite");
    }
}
