namespace Orchestra.Modeling.Tests.Sequence;

/// <summary>Which messages the test sends.</summary>
public sealed class TestSideTests
{
    [TestCase(
        "User->>Frontend: click\nFrontend->>Orders: POST /orders\nOrders->>Payments: POST /payments",
        "POST /orders",
        TestName = "a surface"
    )]
    [TestCase("User->>WebUI: click\nWebUI->>Orders: place\nOrders->>Db: insert", "place", TestName = "a surface by a word of its name")]
    [TestCase("User->>Orders: place\nOrders->>Payments: pay", "place", TestName = "the first sender")]
    [TestCase("User->>Web: POST /orders\nWeb->>Payments: pay", "POST /orders", TestName = "no surface by its name")]
    [TestCase("User->>Browser: POST /orders\nBrowser->>Payments: pay", "POST /orders", TestName = "what has an endpoint is a service")]
    [TestCase("User->>Client: order\nClient-->>User: done", "order", TestName = "a surface behind which there is nothing")]
    [TestCase("User->>Client API: order\nClient API->>Db: insert", "order", TestName = "a server for surfaces")]
    [TestCase("User->>Orders: place\nOrders->>Mobile: push\nMobile->>Orders: ack", "place", TestName = "a surface behind a service")]
    [TestCase("actor Clerk\nUser->>Orders: place\nClerk->>Orders: ship\nOrders->>Clerk: slip", "place|ship", TestName = "every actor")]
    [TestCase("Orders->>User: ask\nUser->>Orders: answer", "ask", TestName = "whoever sends first")]
    [TestCase("%% orchestra: initiator=\"User\"\nOrders->>User: ask\nUser->>Orders: answer", "answer", TestName = "a named initiator")]
    [TestCase("User->>Orders: place\nOrders->>User: ask\nUser-->>Orders: answer", "place", TestName = "an answer to a question")]
    [TestCase(
        "%% orchestra: role=\"driver\"\nparticipant Robot\nUser->>Robot: go\nRobot->>Orders: place",
        "place",
        TestName = "a participant with the role"
    )]
    [TestCase(
        "%% orchestra: role=\"service\"\nparticipant UI\nUser->>UI: go\nUI->>Orders: place",
        "go",
        TestName = "a surface with the role of a service"
    )]
    [TestCase(
        "User->>Orders: place\n%% orchestra: step\nOrders->>Payments: pay\nUser->>Orders: look",
        "place|pay|look",
        TestName = "a marked step"
    )]
    [TestCase("%% orchestra: skip\nUser->>Orders: think\nUser->>Orders: place", "place", TestName = "a message to skip")]
    public void Steps_are_what_the_tests_side_sends_to_services(string lines, string steps) =>
        Assert.That(Diagrams.Steps(Diagrams.Mermaid(lines)), Is.EqualTo(steps.Split('|')));

    [Test]
    public void The_initiator_is_the_participant_and_callees_are_lanes()
    {
        var process = Diagrams
            .PlantUml(
                "title The shop\nactor \"The user\" as U\nboundary Page\nU -> Page : click\nPage -> Shop : place\nShop -> Db : insert"
            )
            .Processes[0];

        Assert.That((process.Name, process.Participant, process.ParticipantId), Is.EqualTo(("The shop", "The user", "U")));
        Assert.That(process.Lanes.Select(lane => lane.Id), Is.EqualTo(new[] { "Shop" }));
        Assert.That(process.Nodes[1].Lane, Is.EqualTo("Shop"));
    }

    [Test]
    public void A_diagram_without_any_step_says_how_to_get_one()
    {
        var graph = Diagrams.Mermaid("User->>User: think");

        Assert.That(graph.Warnings.Select(warning => warning.Code), Does.Contain(WarningCodes.NoStep));
    }

    [Test]
    public void Comments_say_of_the_next_element_what_attributes_say_in_BPMN()
    {
        var graph = Diagrams.Mermaid(
            """
            %% orchestra: service="shop-v2"
            participant S as The shop
            %% orchestra: endpoint="shop#placeOrder" alias="order" shares='stock'
            %% orchestra: expect left="{{response.body.total}}" op="eq" right="5" message="the total"
            U->>S: place
            %% orchestra: dataSet="good" maxLoopIterations=4
            loop until sold
            U->>S: look
            end
            """
        );

        var step = Diagrams.Step(graph, "place");
        Assert.Multiple(() =>
        {
            Assert.That((step.Endpoint, step.Alias, step.Shares), Is.EqualTo(("shop#placeOrder", "order", "stock")));
            Assert.That(step.IsEndpointGuessed, Is.False);
            Assert.That(step.Services, Is.EqualTo(new[] { "shop-v2" }));
            Assert.That((int?)step.Expect.Single().Right, Is.EqualTo(5));
            Assert.That(Diagrams.Step(graph, "look").Expect, Is.Empty);
            Assert.That(graph.Processes[0].Edges.Max(edge => edge.MaxLoopIterations), Is.EqualTo(4));
            Assert.That(graph.Processes[0].Edges.Select(edge => edge.DataSet), Has.One.EqualTo("good"));
            Assert.That(graph.Warnings, Is.Empty);
        });
    }

    [TestCase("%% orchestra: endpont=\"x\"\nU->>S: a", "'orchestra: endpont' does not exist", 2)]
    [TestCase("U->>S: a\n%% orchestra: step", "stands before nothing", 3)]
    [TestCase("%% orchestra: alias=\"x\"\nopt b\nU->>S: a\nend", "means nothing for a branch", 2)]
    public void A_comment_that_says_nothing_is_a_warning(string lines, string message, int line)
    {
        var warning = Diagrams.Mermaid(lines).Warnings.Single();

        Assert.That((warning.Code, warning.Line), Is.EqualTo((WarningCodes.UnknownExtension, (int?)line)));
        Assert.That(warning.Message, Does.Contain(message));
    }
}
