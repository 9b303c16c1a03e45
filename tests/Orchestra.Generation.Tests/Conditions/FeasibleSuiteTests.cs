using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Tests.Building;

namespace Orchestra.Generation.Tests.Conditions;

/// <summary>Suites of processes whose decisions depend on each other.</summary>
[TestFixture]
internal sealed class FeasibleSuiteTests
{
    private static readonly ServiceSpec _orders = TestSpec.Service(
        "orders",
        TestSpec.Endpoint(
            "POST /orders",
            "createOrder",
            request: """{"type":"object","required":["amount"],"properties":{"amount":{"type":"integer","minimum":1,"maximum":10000}}}""",
            response: """{"type":"object","properties":{"id":{"type":"string"}}}""",
            status: "201"
        ),
        TestSpec.Endpoint(
            "PUT /orders/{id}/correction",
            "correctOrder",
            request: """{"type":"object","required":["amount"],"properties":{"amount":{"type":"integer","minimum":1,"maximum":10000}}}"""
        ),
        TestSpec.Endpoint("POST /orders/{id}/shipment", "shipOrder", response: """{"type":"object"}""")
    );

    // Two decisions on the same amount, and between them a way past the given task and one through it.
    private static TestGraph Two(string first, string second, string between = "Ship order") =>
        new TestGraph()
            .Node("S", NodeType.StartEvent)
            .Task("Create", "Create order")
            .Node("Gateway_1", NodeType.ExclusiveGateway)
            .Task("A", "Look")
            .Task("B", "Wait")
            .Node("Gateway_M", NodeType.ExclusiveGateway)
            .Task("Between", between)
            .Node("Gateway_2", NodeType.ExclusiveGateway)
            .Task("C", "Write")
            .Task("D", "Phone")
            .Node("E", NodeType.EndEvent)
            .Flow("F0", "S", "Create")
            .Flow("F1", "Create", "Gateway_1")
            .Flow("Large", "Gateway_1", "A", e => e with { Condition = first })
            .Flow("Other", "Gateway_1", "B", e => e with { IsDefault = true })
            .Flow("F2", "A", "Gateway_M")
            .Flow("F3", "B", "Gateway_M")
            .Flow("Past", "Gateway_M", "Gateway_2")
            .Flow("Through", "Gateway_M", "Between")
            .Flow("F4", "Between", "Gateway_2")
            .Flow("Small", "Gateway_2", "C", e => e with { Condition = second })
            .Flow("Rest", "Gateway_2", "D", e => e with { IsDefault = true })
            .Flow("F5", "C", "E")
            .Flow("F6", "D", "E");

    private static GeneratedSuite Generate(TestGraph graph, params CoverageCriterion[] criteria) =>
        SuiteGenerator.Generate(
            graph.Graph,
            [_orders],
            new SuiteOptions { Criteria = criteria.Length > 0 ? criteria : [CoverageCriterion.Edge] },
            "suite"
        );

    [Test]
    public void Each_flow_is_covered_by_a_path_that_data_can_take()
    {
        var suite = Generate(Two("= amount > 1000", "= amount < 500"));

        Assert.That(suite.Coverage.Edges.Missing, Is.Empty);
        Assert.That(suite.Coverage.Infeasible, Is.Empty);
        Assert.That((suite.Coverage.Scenarios, suite.Coverage.LowerBound), Is.EqualTo((2, 2)));
        Assert.That(suite.Scenarios.Single(s => s.Edges.Contains("Small")).Edges, Does.Contain("Other"));
        Assert.That(suite.Warnings.Select(w => w.Code), Does.Not.Contain("PATH_INFEASIBLE"));
    }

    [Test]
    public void What_no_data_can_take_names_both_conditions_and_is_missing()
    {
        var suite = Generate(Two("= amount > 1000", "= amount > 20000"), CoverageCriterion.Decision);

        Assert.That(suite.Coverage.Decisions.Missing, Is.EqualTo(new[] { "Gateway_2=Small" }));
        Assert.That(
            suite.Coverage.Infeasible,
            Is.EqualTo(
                new[]
                {
                    new Infeasibility(
                        "Gateway_2=Small",
                        "amount > 20000 contradicts the schema of amount (integer from 1 to 10000) at Gateway_2"
                    ),
                }
            )
        );
    }

    [Test]
    public void A_combination_that_contradicts_is_infeasible_and_the_others_are_covered()
    {
        var suite = Generate(Two("= amount > 1000", "= amount < 500"), CoverageCriterion.Pairwise);

        Assert.That(
            suite.Coverage.Infeasible,
            Is.EqualTo(
                new[]
                {
                    new Infeasibility(
                        "Gateway_2",
                        "Gateway_1=Large and Gateway_2=Small: amount > 1000 contradicts amount < 500 at Gateway_2"
                    ),
                }
            )
        );
        Assert.That(suite.Coverage.Pairs!.Missing, Is.Empty);
        Assert.That((suite.Coverage.Scenarios, suite.Coverage.LowerBound), Is.EqualTo((5, 4)));
    }

    [Test]
    public void A_step_that_sends_the_value_anew_makes_the_combination_possible()
    {
        var suite = Generate(Two("= amount > 1000", "= amount < 500", between: "Correct order"), CoverageCriterion.Pairwise);

        Assert.That(suite.Coverage.Infeasible.Select(one => one.Reason), Is.Empty);
        var both = suite.Scenarios.Where(s => s.Edges.Contains("Large") && s.Edges.Contains("Small")).ToList();
        Assert.That(both, Is.Not.Empty);
        Assert.That(both.Select(s => s.Edges.Contains("Through")), Is.All.True);
    }

    [Test]
    public void All_paths_leaves_out_those_that_contradict_and_says_why()
    {
        var suite = Generate(Two("= amount > 1000", "= amount < 500"), CoverageCriterion.AllPaths);

        Assert.That(suite.Scenarios, Has.Count.EqualTo(6));
        Assert.That(
            suite.Coverage.Infeasible,
            Is.EqualTo(new[] { new Infeasibility("Gateway_2", "amount > 1000 contradicts amount < 500 at Gateway_2") })
        );
    }

    [Test]
    public void Flows_of_an_inclusive_gateway_that_exclude_each_other_are_taken_on_paths_of_their_own()
    {
        var graph = new TestGraph()
            .Node("S", NodeType.StartEvent)
            .Task("Create", "Create order")
            .Node("G", NodeType.InclusiveGateway)
            .Task("A", "Look")
            .Task("B", "Wait")
            .Task("C", "Write")
            .Node("J", NodeType.InclusiveGateway)
            .Node("E", NodeType.EndEvent)
            .Flow("F0", "S", "Create")
            .Flow("F1", "Create", "G")
            .Flow("High", "G", "A", e => e with { Condition = "= amount > 1000" })
            .Flow("Low", "G", "B", e => e with { Condition = "= amount < 500" })
            .Flow("Even", "G", "C", e => e with { Condition = "= amount > 10" })
            .Flow("F2", "A", "J")
            .Flow("F3", "B", "J")
            .Flow("F4", "C", "J")
            .Flow("F5", "J", "E");

        var suite = Generate(graph);

        Assert.That(suite.Coverage.Edges.Missing, Is.Empty);
        Assert.That(suite.Scenarios, Has.Count.EqualTo(2));
        Assert.That(suite.Scenarios.Select(s => s.Edges.Contains("High") && s.Edges.Contains("Low")), Is.All.False);
    }

    [TestCase(CoverageCriterion.Edge)]
    [TestCase(CoverageCriterion.Pairwise)]
    [CancelAfter(60_000)]
    public void Many_decisions_on_few_variables_are_covered_in_time(CoverageCriterion criterion, CancellationToken cancellationToken)
    {
        var decisions = criterion == CoverageCriterion.Edge ? 150 : 20;
        var graph = new TestGraph().Node("S", NodeType.StartEvent);
        for (var i = 0; i < decisions; i++)
        {
            graph
                .Node($"G{i}", NodeType.ExclusiveGateway)
                .Task($"T{i}")
                .Task($"U{i}")
                .Flow($"I{i}", i == 0 ? "S" : $"T{i - 1}", $"G{i}")
                .Flow($"A{i}", $"G{i}", $"T{i}", e => e with { Condition = $"= v{i % 5} > {i * 7 % 11}" })
                .Flow($"B{i}", $"G{i}", $"U{i}", e => e with { IsDefault = true })
                .Flow($"C{i}", $"U{i}", $"T{i}");
        }

        graph.Node("E", NodeType.EndEvent).Flow("Last", $"T{decisions - 1}", "E");
        var started = TimeProvider.System.GetTimestamp();

        var suite = SuiteGenerator.Generate(
            graph.Graph,
            [],
            new SuiteOptions { Criteria = [criterion] },
            "suite",
            cancellationToken: cancellationToken
        );

        var elapsed = TimeProvider.System.GetElapsedTime(started);
        TestContext.Out.WriteLine(
            $"{criterion}: {suite.Coverage.Scenarios} scenarios over {suite.Coverage.LowerBound}, {suite.Coverage.Infeasible.Count} infeasible, in {elapsed.TotalMilliseconds:0} ms"
        );
        Assert.That(suite.Coverage.Edges.Missing, Is.Empty);
        Assert.That(suite.Coverage.Pairs?.Missing ?? [], Is.Empty);
        Assert.That(suite.Warnings, Is.Empty);
    }
}
