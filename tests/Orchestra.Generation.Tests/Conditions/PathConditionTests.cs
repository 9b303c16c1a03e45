using System.Text.Json.Nodes;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Conditions.Paths;
using Orchestra.Generation.Tests.Building;

namespace Orchestra.Generation.Tests.Conditions;

/// <summary>Conditions along whole paths: the data, the templates that take it, and the rules that prove it.</summary>
[TestFixture]
internal sealed class PathConditionTests
{
    private static readonly ServiceSpec _orders = TestSpec.Service(
        "orders",
        TestSpec.Endpoint(
            "POST /orders",
            "createOrder",
            request: """
            {"type":"object","required":["amount","customer"],"properties":{
              "amount":{"type":"integer","minimum":1,"maximum":10000},
              "express":{"type":"boolean"},
              "coupon":{"type":["string","null"]},
              "customer":{"type":"object","required":["age"],"properties":{"age":{"type":"integer","minimum":18},"loanType":{"enum":["A","B"]}}}}}
            """,
            response: """{"type":"object","properties":{"id":{"type":"string"},"amount":{"type":"integer"},"risk":{"type":"integer","minimum":0,"maximum":100}}}""",
            status: "201"
        ),
        TestSpec.Endpoint(
            "POST /orders/{id}/review",
            "reviewOrder",
            request: """{"type":"object","required":["outcome"],"properties":{"outcome":{"enum":["OK","AGAIN","NO"]}}}""",
            response: """{"type":"object","properties":{"state":{"type":"string"}}}"""
        ),
        TestSpec.Endpoint("POST /orders/{id}/shipment", "shipOrder", response: """{"type":"object"}""")
    );

    private static TestGraph Two(string first, string second, bool isDefault = false) =>
        new TestGraph()
            .Node("S", NodeType.StartEvent)
            .Task("Create", "Create order")
            .Node("G1", NodeType.ExclusiveGateway)
            .Task("Ship", "Ship order")
            .Node("G2", NodeType.ExclusiveGateway)
            .Node("E", NodeType.EndEvent)
            .Flow("F0", "S", "Create")
            .Flow("F1", "Create", "G1")
            .Flow("A1", "G1", "Ship", e => e with { Condition = first, Line = 7 })
            .Flow("B1", "G1", "Ship", e => e with { IsDefault = isDefault })
            .Flow("F2", "Ship", "G2")
            .Flow("A2", "G2", "E", e => e with { Condition = second })
            .Flow("B2", "G2", "E", e => e with { IsDefault = true })
            .Walk("S F0 Create F1 G1 A1 Ship F2 G2 A2 E")
            .Walk("S F0 Create F1 G1 B1 Ship F2 G2 B2 E");

    [Test]
    public void Each_path_has_data_of_its_own_and_the_default_flow_the_opposite()
    {
        var scenarios = Two("= amount > 1000", "${customer.age >= 65}", isDefault: true).Generate([_orders]).Scenarios;

        Assert.That(scenarios[0].Data.ToJsonString(), Is.EqualTo("""{"amount":1001,"customer":{"age":65}}"""));
        Assert.That(scenarios[1].Data.ToJsonString(), Is.EqualTo("""{"amount":1000,"customer":{"age":64}}"""));
        Assert.That(scenarios.SelectMany(s => s.NeedsData), Is.Empty);
        var body = scenarios[0].Steps[0].Action.InputTemplate.Body!;
        Assert.That((string?)body["amount"], Is.EqualTo("{{data.amount}}"));
        Assert.That((string?)body["customer"]!["age"], Is.EqualTo("{{data.customer.age}}"));
    }

    [Test]
    public void Members_that_are_not_sent_otherwise_are_sent_when_a_condition_reads_them()
    {
        var scenario = Two("= express and order.coupon = null", "customer.loan_type === 'B'").Generate([_orders]).Scenarios[0];

        Assert.That(scenario.Data.ToJsonString(), Is.EqualTo("""{"express":true,"coupon":null,"customer":{"loanType":"B"}}"""));
        var body = scenario.Steps[0].Action.InputTemplate.Body!;
        Assert.That((string?)body["express"], Is.EqualTo("{{data.express}}"));
        Assert.That((string?)body["coupon"], Is.EqualTo("{{data.coupon}}"), "a default would replace the null");
        Assert.That((string?)body["customer"]!["loanType"], Is.EqualTo("{{data.customer.loanType}}"));
    }

    [Test]
    public void A_path_whose_conditions_contradict_names_both()
    {
        var suite = Two("= amount > 1000", "= amount < 500").Generate([_orders]);

        Assert.That(
            suite.Coverage.Infeasible,
            Is.EqualTo(new[] { new Infeasibility("G2", "amount > 1000 contradicts amount < 500 at G2") })
        );
        Assert.That(suite.Warnings.Select(w => w.Code), Does.Contain("PATH_INFEASIBLE"));
        Assert.That(suite.Scenarios[0].NeedsData, Is.EqualTo(new[] { "A1: = amount > 1000", "A2: = amount < 500" }));
        Assert.That(suite.Scenarios[1].NeedsData, Is.Empty);
    }

    [Test]
    public void Without_a_spec_every_variable_is_data()
    {
        var suite = Two("= amount > 1000 and region = \"EU\"", "= amount < 2000").Generate([]);

        Assert.That(suite.Scenarios[0].Data.ToJsonString(), Is.EqualTo("""{"amount":1999,"region":"EU"}"""));
        Assert.That(suite.Scenarios[0].NeedsData, Is.Empty);
        Assert.That(Two("= amount > 1000", "= amount < 500").Generate([]).Coverage.Infeasible, Has.Count.EqualTo(1));
    }

    [Test]
    public void The_schema_alone_can_make_a_path_infeasible()
    {
        var suite = Two("= amount > 10000", "= express").Generate([_orders]);

        Assert.That(
            suite.Coverage.Infeasible.Single().Reason,
            Is.EqualTo("amount > 10000 contradicts the schema of amount (integer from 1 to 10000) at G1")
        );
    }

    [Test]
    public void A_condition_on_an_answer_is_a_rule_of_the_step_that_answers_and_the_evidence_of_the_flow()
    {
        var suite = Two("= risk >= 50 and amount > 10", "= risk >= 80", isDefault: true).Generate([_orders]);

        var taken = suite.Scenarios[0].Steps[0];
        var other = suite.Scenarios[1].Steps[0];
        Assert.That(Rules(taken), Is.EqualTo("{{response.body.risk}} ge 50; {{response.body.risk}} ge 80"));
        Assert.That(taken.Action.Meta.Evidence, Is.EqualTo(new[] { "A1", "A2" }));
        Assert.That(Rules(other), Is.EqualTo("{{response.body.risk}} lt 80"), "risk < 50 or amount <= 10 is no rule");
        Assert.That(other.Action.Meta.Evidence, Is.EqualTo(new[] { "B2" }));
        Assert.That(suite.Scenarios[0].Data.ToJsonString(), Is.EqualTo("""{"amount":11}"""));
        Assert.That(
            suite.Warnings.Select(w => w.Code).Distinct(),
            Is.EquivalentTo(new[] { "CONDITION_NOT_STEERED", "CONDITION_NOT_A_RULE" })
        );
    }

    [Test]
    public void Rules_that_the_process_gives_stand_for_those_of_the_condition()
    {
        var graph = Two("= risk >= 50", "= express")
            .Flow("X", "G1", "Ship", e => e with { Condition = "= risk >= 5", Expect = [TestGraph.Rule("{{response.body.id}}", "1")] })
            .Walk("S F0 Create F1 G1 X Ship F2 G2 A2 E");

        Assert.That(Rules(graph.Generate([_orders]).Scenarios[2].Steps[0]), Is.EqualTo("{{response.body.id}} eq \"1\""));
    }

    [Test]
    public void What_is_not_read_is_kept_as_text_and_warned_of()
    {
        var suite = Two("${bean.decide(amount)}", "= weather = \"fine\"").Generate([_orders]);

        Assert.That(suite.Scenarios[0].NeedsData, Is.EqualTo(new[] { "A1: ${bean.decide(amount)}", "A2: = weather = \"fine\"" }));
        var warning = suite.Warnings.Single(w => w.Code == "CONDITION_NOT_READ");
        Assert.That((warning.ElementId, warning.Line), Is.EqualTo(("A1", 7)));
        Assert.That(warning.Message, Does.Contain("column 14: there is no method 'decide'"));
        Assert.That(suite.Scenarios[1].NeedsData, Is.EqualTo(new[] { "B2: not (= weather = \"fine\")" }));
    }

    [Test]
    public void An_exclusive_gateway_takes_the_first_flow_that_holds()
    {
        var graph = new TestGraph()
            .Task("Create", "Create order")
            .Node("G", NodeType.ExclusiveGateway)
            .Node("E", NodeType.EndEvent)
            .Flow("F", "Create", "G")
            .Flow("Large", "G", "E", e => e with { Condition = "= amount > 1000" })
            .Flow("Medium", "G", "E", e => e with { Condition = "= amount > 100" })
            .Flow("Any", "G", "E", e => e with { Condition = "= amount > 0" })
            .Walk("Create F G Large E")
            .Walk("Create F G Medium E")
            .Walk("Create F G Any E");

        var amounts = graph.Generate([_orders]).Scenarios.Select(s => s.Data["amount"]!.GetValue<long>()).ToList();

        Assert.That(amounts[0], Is.GreaterThan(1000));
        Assert.That(amounts[1], Is.InRange(101, 1000));
        Assert.That(amounts[2], Is.InRange(1, 100));
    }

    [Test]
    public void A_value_that_is_sent_again_in_a_loop_has_one_for_each_time()
    {
        var scenario = Loop().Generate([_orders]).Scenarios[0];

        Assert.That(scenario.Data.ToJsonString(), Is.EqualTo("""{"outcome":"AGAIN","reviewOrder_2":{"outcome":"OK"}}"""));
        Assert.That(
            scenario.Steps.Where(s => s.NodeId == "Review").Select(s => (string?)s.Action.InputTemplate.Body!["outcome"]),
            Is.EqualTo(new[] { "{{data.outcome}}", "{{data.reviewOrder_2.outcome}}" })
        );
        Assert.That(scenario.NeedsData, Is.Empty);
    }

    [Test]
    public void A_value_that_nothing_sends_may_change_in_a_loop()
    {
        var suite = Loop().Generate([]);

        Assert.That(suite.Coverage.Infeasible, Is.Empty);
        Assert.That(suite.Scenarios[0].NeedsData, Is.EqualTo(new[] { "Done: = outcome = \"OK\"" }));
    }

    [Test]
    public void An_inclusive_gateway_takes_the_chosen_flows_and_no_other()
    {
        var graph = new TestGraph()
            .Task("Create", "Create order")
            .Node("G", NodeType.InclusiveGateway)
            .Node("E", NodeType.EndEvent)
            .Flow("F", "Create", "G")
            .Flow("A", "G", "E", e => e with { Condition = "= amount > 1000" })
            .Flow("B", "G", "E", e => e with { Condition = "= express" })
            .Flow("C", "G", "E", e => e with { Condition = "= customer.age > 60" })
            .Walk("Create F G A E");
        var selection = graph.Select();
        selection = selection with { Paths = [selection.Paths[0] with { Decisions = [new DecisionVisit("G", ["A"])] }] };

        var suite = SuiteGenerator.Generate(selection, graph.Graph, [_orders], new SuiteOptions(), "suite");

        Assert.That(suite.Scenarios[0].Data.ToJsonString(), Is.EqualTo("""{"amount":1001,"express":false,"customer":{"age":60}}"""));
    }

    [Test]
    public void A_path_can_be_asked_about_before_it_is_chosen()
    {
        var graph = Two("= amount > 1000", "= amount < 500");
        var feasibility = new PathFeasibility(graph.Process, [_orders], new SuiteOptions());

        Assert.That(feasibility.Judge(["F0", "F1", "A1", "F2", "A2"])?.Reason, Is.EqualTo("amount > 1000 contradicts amount < 500 at G2"));
        Assert.That(feasibility.Judge(["F0", "F1", "A1", "F2"]), Is.Null);
        Assert.That(feasibility.Judge(["F0", "F1", "B1", "F2", "B2"]), Is.Null);
    }

    [TestCase("""{"amount":1001,"customer":{"age":65}}""")]
    [TestCase("""{"amount":1000,"customer":{"age":65}}""", "A1: = amount > 1000")]
    [TestCase("""{"amount":1,"customer":{"age":64}}""", "A1: = amount > 1000", "A2: ${customer.age >= 65}")]
    [TestCase("""{"amount":"many"}""")]
    [TestCase("{}")]
    public void Data_is_held_against_the_conditions_of_a_path(string data, params string[] broken)
    {
        var graph = Two("= amount > 1000", "${customer.age >= 65}", isDefault: true);
        var scenario = graph.Generate([_orders]).Scenarios[0];
        var demands = new PathConditions(graph.Graph, [_orders], new SuiteOptions(), new Dictionary<string, string>()).Of(scenario);

        Assert.That(demands.BrokenBy(JsonNode.Parse(data)!.AsObject()), Is.EqualTo(broken));
    }

    [Test]
    public void What_comes_back_is_not_held_against_data()
    {
        var graph = Two("= risk > 50", "= amount > 10");
        var scenario = graph.Generate([_orders]).Scenarios[0];
        var demands = new PathConditions(graph.Graph, [_orders], new SuiteOptions(), new Dictionary<string, string>()).Of(scenario);

        Assert.That(demands.BrokenBy(new JsonObject { ["risk"] = 1, ["amount"] = 11 }), Is.Empty);
    }

    [Test]
    public void A_long_path_is_solved_in_time()
    {
        var graph = new TestGraph().Task("Create", "Create order");
        var walk = new System.Text.StringBuilder("Create");
        for (var i = 0; i < 500; i++)
        {
            graph
                .Node($"G{i}", NodeType.ExclusiveGateway)
                .Task($"T{i}", "Ship order")
                .Flow($"I{i}", i == 0 ? "Create" : $"T{i - 1}", $"G{i}")
                .Flow($"A{i}", $"G{i}", $"T{i}", e => e with { Condition = $"= v{i % 20} > {i}" })
                .Flow($"B{i}", $"G{i}", $"T{i}", e => e with { Condition = $"= amount > {i + 5000}" });
            walk.Append(System.Globalization.CultureInfo.InvariantCulture, $" I{i} G{i} A{i} T{i}");
        }

        for (var path = 0; path < 2; path++)
        {
            graph.Walk(walk.ToString());
        }

        var watch = System.Diagnostics.Stopwatch.StartNew();
        var suite = graph.Generate([_orders]);

        TestContext.Out.WriteLine($"2 paths of 1001 nodes in {watch.Elapsed.TotalMilliseconds:0} ms");
        Assert.That(suite.Coverage.Infeasible, Is.Empty);
        Assert.That(suite.Scenarios[0].Data["v19"]!.GetValue<long>(), Is.EqualTo(500));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)));
    }

    private static TestGraph Loop() =>
        new TestGraph()
            .Task("Create", "Create order")
            .Task("Review", "Review order")
            .Node("G", NodeType.ExclusiveGateway)
            .Node("E", NodeType.EndEvent)
            .Flow("F1", "Create", "Review")
            .Flow("F2", "Review", "G")
            .Flow("Again", "G", "Review", e => e with { Condition = "= outcome = \"AGAIN\"" })
            .Flow("Done", "G", "E", e => e with { Condition = "= outcome = \"OK\"" })
            .Walk("Create F1 Review F2 G Again Review F2 G Done E");

    private static string Rules(ScenarioStep step) =>
        string.Join("; ", step.Expectations.BusinessRules.Select(r => $"{(string?)r.Left} {r.Op} {r.Right!.ToJsonString()}"));
}
