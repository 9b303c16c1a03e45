using System.Text.Json;
using Orchestra.Contracts;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Tests.Building;

namespace Orchestra.Generation.Tests;

[TestFixture]
internal sealed class SuiteGeneratorTests
{
    private const string Answer = """{"type":"object","properties":{"id":{"type":"string"}}}""";

    private static readonly ServiceSpec _loans = TestSpec.Service(
        "loans",
        TestSpec.Endpoint(
            "POST /applications",
            "submitApplication",
            request: """{"type":"object","required":["amount"],"properties":{"amount":{"type":"number"}}}""",
            response: Answer,
            status: "201"
        ),
        TestSpec.Endpoint("GET /applications/{id}", "getApplication", response: Answer),
        TestSpec.Endpoint("POST /applications/{id}/review", "reviewApplication", status: "204"),
        TestSpec.Endpoint("POST /applications/{id}/approval", "approveApplication", response: Answer, status: "default"),
        TestSpec.Endpoint("POST /applications/{id}/notification", "notifyCustomer", response: Answer, status: "2XX")
    );

    private static TestGraph Decision() =>
        new TestGraph()
            .Node("S", NodeType.StartEvent)
            .Task("Submit", "Submit application", n => n with { Expect = [TestGraph.Rule("{{response.body.status}}", "NEW")] })
            .Node("G", NodeType.ExclusiveGateway, "Good?")
            .Task("Approve", "Approve application")
            .Task("Notify", "Notify customer", n => n with { DataSet = "with-mail" })
            .Node("E", NodeType.EndEvent)
            .Flow("F1", "S", "Submit")
            .Flow("F2", "Submit", "G")
            .Flow(
                "Yes",
                "G",
                "Approve",
                e =>
                    e with
                    {
                        Name = "approved",
                        Condition = "= score > 7",
                        DataSet = "good",
                        Expect = [TestGraph.Rule("{{response.body.decision}}", "GO")],
                    }
            )
            .Flow("No", "G", "Notify", e => e with { Name = "rejected", Condition = "= score <= 7" })
            .Flow("F3", "Approve", "Notify")
            .Flow("F4", "Notify", "E")
            .Walk("S F1 Submit F2 G G=Yes Yes Approve F3 Notify F4 E")
            .Walk("S F1 Submit F2 G G=No No Notify F4 E");

    [Test]
    public void A_walk_becomes_a_scenario_with_a_step_a_task()
    {
        var scenario = Decision().Generate([_loans]).Scenarios[0];

        Assert.That(scenario.Steps.Select(s => s.Alias), Is.EqualTo(new[] { "submitApplication", "approveApplication", "notifyCustomer" }));
        Assert.That(scenario.Steps.Select(s => s.OrderIndex), Is.EqualTo(new[] { 0, 1, 2 }));
        Assert.That(scenario.Steps.Select(s => s.Kind), Is.All.EqualTo(StepKind.Action));
        Assert.That(scenario.Steps[0].EndpointRef, Is.EqualTo(new EndpointRef("http", "loans", "POST /applications")));
        Assert.That(scenario.Steps[0].Id, Is.EqualTo("submitApplication"));
        Assert.That(scenario.Name, Is.EqualTo("Loan: approved"));
        Assert.That(scenario.Tags, Is.EqualTo(new[] { "edge" }));
        Assert.That(scenario.Data, Is.Empty);
    }

    [TestCase("Submit", "201", true)]
    [TestCase("Review", "204", false)]
    [TestCase("Approve", "\"2xx\"", true)]
    [TestCase("Notify", "\"2xx\"", true)]
    public void A_step_expects_the_declared_success(string node, string status, bool checksSchema)
    {
        var graph = Decision().Task("Review", "Review application").Walk("Submit Review Approve Notify");

        var step = graph.Generate([_loans]).Scenarios[2].Steps.Single(s => s.NodeId == node);

        Assert.That(step.Expectations.ExpectedStatusCode!.ToJsonString(), Is.EqualTo(status));
        Assert.That(step.Expectations.SchemaRefs, Is.EqualTo(checksSchema ? new[] { "response" } : []));
    }

    [Test]
    public void Rules_of_a_node_are_in_every_scenario_and_those_of_a_flow_only_where_it_is_taken()
    {
        var scenarios = Decision().Generate([_loans]).Scenarios;

        var taken = scenarios[0].Steps[0];
        var other = scenarios[1].Steps[0];
        Assert.That(taken.Expectations.BusinessRules.Select(r => (string?)r.Right), Is.EqualTo(new[] { "NEW", "GO" }));
        Assert.That(taken.Action.Meta.Evidence, Is.EqualTo(new[] { "Yes" }));
        Assert.That(other.Expectations.BusinessRules.Select(r => (string?)r.Right), Is.EqualTo(new[] { "NEW" }));
        Assert.That(other.Action.Meta.Evidence, Is.Null);
    }

    [Test]
    public void Data_sets_come_in_path_order_and_conditions_without_them_need_data()
    {
        var scenarios = Decision().Generate([_loans]).Scenarios;

        Assert.That(scenarios[0].DataSets, Is.EqualTo(new[] { "good", "with-mail" }));
        Assert.That(scenarios[0].NeedsData, Is.Empty);
        Assert.That(scenarios[1].DataSets, Is.EqualTo(new[] { "with-mail" }));
        Assert.That(scenarios[1].NeedsData, Is.EqualTo(new[] { "No: = score <= 7" }));
    }

    [Test]
    public void A_rule_before_any_step_is_a_warning()
    {
        var graph = new TestGraph()
            .Node("S", NodeType.StartEvent)
            .Task("T", "Submit application")
            .Flow("F", "S", "T", e => e with { Expect = [TestGraph.Rule("{{response.body.x}}", "1")], Line = 9 })
            .Walk("S F T");

        var suite = graph.Generate([_loans]);

        Assert.That(suite.Scenarios[0].Steps[0].Expectations.BusinessRules, Is.Empty);
        Assert.That(suite.Warnings.Single(), Is.EqualTo(new ImportWarning("EXPECT_WITHOUT_STEP", suite.Warnings[0].Message, "F", 9)));
    }

    [Test]
    public void A_rule_of_a_task_without_a_step_is_a_warning()
    {
        var graph = new TestGraph()
            .Task("T", "Sing", n => n with { Expect = [TestGraph.Rule("{{response.body.x}}", "1")] })
            .Walk("T")
            .Walk("T");

        var suite = graph.Generate([_loans]);

        Assert.That(suite.Unbound.Single().NodeId, Is.EqualTo("T"));
        Assert.That(suite.Warnings.Single().Code, Is.EqualTo("EXPECT_WITHOUT_STEP"), "once, not once a scenario");
    }

    [Test]
    public void A_second_visit_has_an_alias_of_its_own_and_rules_go_to_the_visit_before_the_flow()
    {
        var graph = new TestGraph()
            .Task("Submit", "Submit application")
            .Task("Review", "Review application", n => n with { Alias = "round" })
            .Flow("In", "Submit", "Review")
            .Flow("Again", "Review", "Review", e => e with { Expect = [TestGraph.Rule("{{response.statusCode}}", "204")] })
            .Walk("Submit In Review Again Review Again Review");

        var steps = graph.Generate([_loans]).Scenarios[0].Steps;

        Assert.That(steps.Select(s => s.Alias), Is.EqualTo(new[] { "submitApplication", "round", "round_2", "round_3" }));
        Assert.That(steps.Select(s => s.Action.Meta.Evidence?.Count ?? 0), Is.EqualTo(new[] { 0, 1, 1, 0 }));
    }

    [TestCase("Größe prüfen", null, "größePrüfen")]
    [TestCase("2nd review", null, "step2ndReview")]
    [TestCase("???", null, "t1")]
    [TestCase(null, null, "t1")]
    [TestCase("X", "my alias!", "myalias")]
    [TestCase("X", "ok_1", "ok_1")]
    public void Aliases_have_letters_digits_and_underscores_only(string? name, string? alias, string expected)
    {
        var suite = new TestGraph()
            .Task("T1", name, n => n with { Alias = alias, Endpoint = "submitApplication" })
            .Walk("T1")
            .Generate([_loans]);

        Assert.That(suite.Scenarios[0].Steps[0].Alias, Is.EqualTo(expected));
        Assert.That(suite.Warnings.Select(w => w.Code), Is.EqualTo(alias == "my alias!" ? new[] { "ALIAS_CHANGED" } : []));
    }

    [Test]
    public void A_join_waits_for_the_steps_of_its_branches()
    {
        var graph = new TestGraph()
            .Task("Submit", "Submit application")
            .Node("Split", NodeType.ParallelGateway)
            .Task("Approve", "Approve application")
            .Task("Sing", "Sing")
            .Task("Notify", "Notify customer")
            .Node("Join", NodeType.ParallelGateway, "Both done")
            .Task("Review", "Review application")
            .Flow("A0", "Submit", "Split")
            .Flow("A1", "Split", "Approve")
            .Flow("B1", "Split", "Notify", e => e with { Expect = [TestGraph.Rule("{{response.statusCode}}", "201")] })
            .Flow("A2", "Approve", "Join")
            .Flow("B2", "Notify", "Join")
            .Flow("C", "Join", "Review", e => e with { Expect = [TestGraph.Rule("{{response.statusCode}}", "200")] })
            .Walk("Submit A0 Split A1 Approve Sing A2 B1 Notify B2 Join(Approve,Sing,Notify) C Review");

        var steps = graph.Generate([_loans]).Scenarios[0].Steps;

        var barrier = steps.Single(s => s.Kind == StepKind.Barrier);
        Assert.That(
            steps.Select(s => s.Alias),
            Is.EqualTo(new[] { "submitApplication", "approveApplication", "notifyCustomer", "bothDone", "reviewApplication" })
        );
        Assert.That(barrier.Action.Meta.TrackedSteps, Is.EqualTo(new[] { "approveApplication", "notifyCustomer" }));
        Assert.That(
            (barrier.ChannelType, barrier.EndpointRef, barrier.Expectations.BusinessRules.Count),
            Is.EqualTo((ChannelType.HttpRest, (EndpointRef?)null, 0))
        );
        Assert.That(steps[0].Action.Meta.Evidence, Is.EqualTo(new[] { "B1" }), "the flow leaves the split, not the other branch");
        Assert.That(steps[2].Action.Meta.Evidence, Is.EqualTo(new[] { "C" }), "a barrier has no answer to judge");
    }

    [Test]
    public void A_join_in_a_loop_waits_for_the_round_just_made_and_without_steps_there_is_none()
    {
        var graph = new TestGraph()
            .Task("Approve", "Approve application")
            .Task("Notify", "Notify customer")
            .Task("Sing", "Sing")
            .Node("Join", NodeType.ParallelGateway)
            .Node("Quiet", NodeType.ParallelGateway)
            .Walk("Approve Notify Join(Approve,Notify) Approve Notify Join(Approve,Notify) Sing Quiet(Sing)");

        var barriers = graph.Generate([_loans]).Scenarios[0].Steps.Where(s => s.Kind == StepKind.Barrier).ToList();

        Assert.That(barriers.Select(b => b.Alias), Is.EqualTo(new[] { "join", "join_2" }));
        Assert.That(barriers[1].Action.Meta.TrackedSteps, Is.EqualTo(new[] { "approveApplication_2", "notifyCustomer_2" }));
    }

    [TestCase(NodeType.ReceiveTask, "getApplication", StepKind.Assertion)]
    [TestCase(NodeType.IntermediateCatchEvent, "getApplication", StepKind.Assertion)]
    [TestCase(NodeType.ReceiveTask, "reviewApplication", StepKind.Action)]
    [TestCase(NodeType.UserTask, "getApplication", StepKind.Action)]
    public void What_waits_by_looking_is_an_assertion(NodeType type, string operation, StepKind expected)
    {
        var suite = new TestGraph().Node("T", type, "Wait", n => n with { Endpoint = operation }).Walk("T").Generate([_loans]);

        Assert.That(suite.Scenarios[0].Steps.Single().Kind, Is.EqualTo(expected));
    }

    [Test]
    public void Names_of_scenarios_are_unique()
    {
        var graph = Decision().Walk("S F1 Submit F2 G G=Yes Yes Approve").Walk("S F1 Submit");

        Assert.That(
            graph.Generate([_loans]).Scenarios.Select(s => s.Name),
            Is.EqualTo(new[] { "Loan: approved", "Loan: rejected", "Loan: approved (2)", "Loan" })
        );
    }

    [Test]
    public void Coverage_and_warnings_of_the_import_and_the_selection_flow_through()
    {
        var graph = Decision();
        var imported = new ImportWarning("NOT_COVERED", "a timer", "X", 3);
        var selected = new ImportWarning("LOOP_CAPPED", "a loop", "Y", 4);
        var selection = graph.Select() with { Warnings = [selected, imported] };

        var suite = SuiteGenerator.Generate(
            selection,
            graph.Graph with
            {
                Warnings = [imported],
            },
            [_loans],
            new SuiteOptions { Seed = 5 },
            "bank"
        );

        Assert.That(suite.Coverage, Is.SameAs(selection.Coverage));
        Assert.That(suite.Warnings, Is.EqualTo(new[] { imported, selected }));
        Assert.That((suite.Suite.Name, suite.Suite.Seed), Is.EqualTo(("bank", 5)));
    }

    [Test]
    public void The_same_input_gives_the_same_bytes_and_another_seed_others()
    {
        byte[] Bytes(int seed) =>
            JsonSerializer.SerializeToUtf8Bytes(Decision().Generate([_loans], new SuiteOptions { Seed = seed }), OrchestraJson.Options);

        var first = Bytes(1);
        var again = Bytes(1);
        Assert.That(again, Is.EqualTo(first));
        Assert.That(Bytes(2), Is.Not.EqualTo(first));
    }

    [Test]
    public void A_stored_suite_reads_back()
    {
        var json = JsonSerializer.Serialize(Decision().Generate([_loans]), OrchestraJson.Options);

        var read = JsonSerializer.Deserialize<GeneratedSuite>(json, OrchestraJson.Options);

        Assert.That(JsonSerializer.Serialize(read, OrchestraJson.Options), Is.EqualTo(json));
    }

    [Test]
    public void An_override_reaches_the_step()
    {
        var suite = Decision().Generate([_loans], overrides: new Dictionary<string, string> { ["Approve"] = "loans#reviewApplication" });

        Assert.That(suite.Scenarios[0].Steps[1].EndpointRef!.EndpointName, Is.EqualTo("POST /applications/{id}/review"));
    }
}
