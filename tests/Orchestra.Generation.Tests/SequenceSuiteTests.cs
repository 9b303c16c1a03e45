using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Tests.Building;
using Orchestra.Modeling.Sequence;

namespace Orchestra.Generation.Tests;

/// <summary>Suites of sequence diagrams: what participants, arrows and texts say reaches the steps.</summary>
[TestFixture]
internal sealed class SequenceSuiteTests
{
    private static readonly ServiceSpec[] _services =
    [
        TestSpec.Service(
            "orders",
            TestSpec.Endpoint(
                "POST /orders",
                "placeOrder",
                response: """{"type":"object","properties":{"id":{"type":"string"}}}""",
                status: "201"
            ),
            TestSpec.Endpoint("GET /orders/{id}", "getOrder"),
            TestSpec.Endpoint("POST /orders/{id}/payment", "payOrder")
        ),
        TestSpec.Service(
            "billing",
            TestSpec.Endpoint("POST /orders", "placeOrder", status: "201"),
            TestSpec.Endpoint("POST /invoices", "createInvoice", status: "201")
        ),
    ];

    [Test]
    public void A_participant_chooses_among_services_that_have_the_same_operation()
    {
        var steps = Steps("U->>Billing Service: POST /orders\nU->>OrderSvc: placeOrder(items)\nU->>Orders: GET /orders/42");

        Assert.That(
            steps.Select(step => $"{step.EndpointRef!.ServiceName} {step.EndpointRef.EndpointName}"),
            Is.EqualTo(new[] { "billing POST /orders", "orders POST /orders", "orders GET /orders/{id}" })
        );
        Assert.That(steps.Select(step => step.Binding!.Source), Is.All.EqualTo("EXTENSION"));
    }

    [Test]
    public void A_participant_that_is_no_service_gets_none_of_another_ones_endpoints()
    {
        var suite = Suite("U->>Orders: placeOrder\nU->>Post office: Create invoice");

        Assert.That(suite.Scenarios[0].Steps.Select(step => step.Alias), Is.EqualTo(new[] { "placeOrder" }));
        Assert.That(suite.Unbound.Single().Name, Is.EqualTo("Create invoice"));
    }

    [Test]
    public void Where_no_participant_is_a_service_texts_decide_alone()
    {
        var steps = Steps("U->>Bank: Create invoice\nU->>Shop: Pay order\nU->>Shop: shipment()");

        Assert.That(
            steps.Select(step => step.EndpointRef!.EndpointName),
            Is.EqualTo(new[] { "POST /invoices", "POST /orders/{id}/payment" })
        );
        Assert.That(Suite("U->>Shop: shipment()").Warnings, Is.Empty, "a word need not be an operation");
    }

    [Test]
    public void An_operation_that_the_text_names_and_no_service_has_is_told()
    {
        var suite = Suite("U->>Orders: PUT /orders");

        Assert.That(suite.Unbound, Has.Count.EqualTo(1));
        Assert.That(suite.Warnings.Single().Message, Does.StartWith("the endpoint 'PUT /orders' names no endpoint"));
    }

    [Test]
    public void What_is_not_waited_for_is_sent_so_and_its_effect_looked_for_by_a_GET_only()
    {
        var steps = Steps("%% orchestra: poll=\"GET /orders/{id}\"\nU-)Orders: POST /orders\nU->>Orders: payOrder");

        Assert.That(
            steps.Select(step => (step.Kind, step.Action.Mode, step.EndpointRef!.EndpointName)),
            Is.EqualTo(
                new[]
                {
                    (StepKind.Action, ActionMode.FireAndForget, "POST /orders"),
                    (StepKind.Assertion, ActionMode.Sync, "GET /orders/{id}"),
                    (StepKind.Action, ActionMode.Sync, "POST /orders/{id}/payment"),
                }
            )
        );
        var open = Suite("U-)Orders: Pay order");
        Assert.That(open.Scenarios[0].Steps.Select(step => step.EndpointRef!.EndpointName), Has.None.EqualTo("POST /orders"));
        Assert.That(open.Scenarios[0].Steps.Count(step => step.EndpointRef!.EndpointName == "POST /orders/{id}/payment"), Is.EqualTo(1));
    }

    [Test]
    public void The_status_of_an_answer_is_expected_where_it_is_said()
    {
        var suite = Suite(
            "U->>Orders: POST /orders\nalt in stock\nOrders-->>U: 201 Created\nelse sold out\nOrders-->>U: 409 Conflict\nend"
        );

        var steps = suite.Scenarios.Select(scenario => scenario.Steps.Single()).ToList();
        Assert.That(steps.Select(step => (int)step.Expectations.ExpectedStatusCode!), Is.EquivalentTo(new[] { 201, 409 }));
        Assert.That(steps.Select(step => step.Action.Meta.Evidence!.Single()), Is.Unique);
    }

    private static IReadOnlyList<ScenarioStep> Steps(string lines) => Suite(lines).Scenarios.Single().Steps;

    private static GeneratedSuite Suite(string lines)
    {
        var import = SequenceReader.Read($"sequenceDiagram\n{lines}");
        Assert.That(import.Faults, Is.Empty);
        return SuiteGenerator.Generate(import.Graph!, _services, new SuiteOptions(), "suite");
    }
}
