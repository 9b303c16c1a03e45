using System.Diagnostics;
using System.Text;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Modeling.Paths;

namespace Orchestra.Modeling.Tests.Paths;

public sealed class PathSelectorTests
{
    [TestCase("S>A A>E", 1, "one line")]
    [TestCase("S>X X>A X>B A>E B>E", 2, "one decision")]
    [TestCase("S>X1 X1>A X1>B A>X2 B>X2 X2>C X2>D C>E D>E", 2, "two decisions in a row share paths")]
    [TestCase("S>X1 X1>A X1>B X1>C A>X2 B>X2 C>X2 X2>D X2>F D>E F>E", 3, "the widest decision counts")]
    [TestCase("S>X1 X1>A X1>B A>X2 X2>C X2>D B>E C>E D>E", 3, "nested decision")]
    [TestCase("S>A A>X X>A X>E", 1, "a loop is walked once on the way")]
    [TestCase("S>X1 X1>A X1>B X1>C A>X2 B>X2 C>X2 X2>X1 X2>E", 2, "a loop saves paths")]
    [TestCase("S>U U.S>U.X U.X>U.A U.X>U.B U.A>U.E U.B>U.E U>E", 2, "decision in a sub-process")]
    [TestCase("S>U U.S>U.U U.U.S>U.U.X U.U.X>U.U.E1 U.U.X>U.U.E2 U.U>U.E U>X X>E1 X>E2", 2, "nested sub-process")]
    [TestCase("S>U U.S>U.A U.A>U.X U.X>U.A U.X>U.E U>E", 1, "loop in a sub-process")]
    [TestCase("S>P1 P1>A P1>B A>P2 B>P2 P2>E", 1, "parallel")]
    [TestCase("S>P1 P1>X1 P1>X3 X1>A X1>B A>X2 B>X2 X2>P2 X3>C X3>D X3>F C>P2 D>P2 F>P2 P2>E", 3, "decisions in branches combine")]
    [TestCase("S>P1 P1>A P1>X X>E1 X>B B>P2 A>P2 P2>C C>E2", 2, "a branch that may end early")]
    [TestCase("S>P1 P1>A P1>B A>E1 B>E2", 1, "branches without a join")]
    [TestCase("S>A A>B A>C B>P C>P P>E", 1, "several flows out of a task")]
    [TestCase("S>A A>B? A>C B>E C>E", 1, "a conditional flow of a task beside one without")]
    [TestCase("S>I1 I1>A? I1>B? A>I2 B>I2 I2>E", 1, "an inclusive gateway takes several flows at once")]
    [TestCase("S>I1 I1>A? I1>B? I1>C! A>I2 B>I2 C>I2 I2>E", 2, "its default is taken alone")]
    [TestCase("S>I1 I1>X? I1>B? X>C X>D C>I2 D>I2 B>I2 I2>E", 2, "a decision in a branch of it")]
    [TestCase("S>A A>B? A>C? A>D! B>E C>E D>E", 2, "conditions and a default of a task")]
    [TestCase("S1>X S2>X X>E", 2, "two starts")]
    [TestCase("S>P1 P1>P2 P1>C P2>A P2>B A>P3 B>P3 C>P3 P3>E", 1, "one join for nested splits")]
    [TestCase("S>P1 P1>P2 P1>C P2>A P2>B A>P3 B>P3 P3>P4 C>P4 P4>E", 1, "nested splits")]
    [TestCase("S>P1 P1>A P1>B P1>C A>P2 B>P2 P2>P3 C>P3 P3>E", 1, "staggered joins")]
    [TestCase("S>P1 P1>U P1>C U.S>U.X U.X>U.E1 U.X>U.E2 U>P2 C>P2 P2>E", 2, "sub-process in a branch")]
    [TestCase("S>P1 P1>A A>X X>A X>P2 P1>B B>P2 P2>E", 1, "loop in a branch")]
    [TestCase("S>X0 X0>P1 P1>A P1>B A>P2 B>P2 P2>X X>X0 X>E", 1, "parallel in a loop")]
    public void Edge_coverage_takes_the_fewest_paths(string flows, int expected, string situation)
    {
        var selection = PathSelector.Select(Flows.Of(flows), new SuiteOptions());

        Assert.Multiple(() =>
        {
            Assert.That(PathJudge.Judge(selection), Is.Empty, situation);
            Assert.That(selection.Coverage.Edges.Missing, Is.Empty, situation);
            Assert.That(selection.Paths, Has.Count.EqualTo(expected), situation);
            Assert.That(selection.Coverage.Infeasible, Is.Empty, situation);
        });
    }

    [TestCase(CoverageCriterion.Node, 1)]
    [TestCase(CoverageCriterion.Edge, 2)]
    [TestCase(CoverageCriterion.Decision, 2)]
    public void Each_criterion_asks_for_what_it_names(CoverageCriterion criterion, int expected)
    {
        var selection = PathSelector.Select(Flows.Of("S>X1 X1>A X1>X2 A>X2 X2>E"), new SuiteOptions { Criteria = [criterion] });

        Assert.That(selection.Paths, Has.Count.EqualTo(expected));
        Assert.That(selection.Coverage.Nodes.Missing, Is.Empty);
    }

    [Test]
    public void A_path_is_written_with_all_that_a_step_builder_needs()
    {
        var selection = PathSelector.Select(Flows.Of("S>P1 P1>U P1>B U.S>U.A U.A>U.E U>P2 B>P2 P2>E"), new SuiteOptions());
        var path = selection.Paths[0];

        Assert.Multiple(() =>
        {
            Assert.That(string.Join(' ', path.Nodes), Is.EqualTo("S P1 U U.S U.A U.E U B P2 E"));
            Assert.That(string.Join(' ', path.Edges), Is.EqualTo("S>P1 P1>U U.S>U.A U.A>U.E U>P2 P1>B B>P2 P2>E"));
            Assert.That(path.Elements.Single(element => element.JoinOf is not null).NodeId, Is.EqualTo("P2"));
            Assert.That(
                path.Elements.Single(element => element.JoinOf is not null).JoinOf,
                Is.EqualTo(new[] { "U", "U.S", "U.A", "U.E", "B" })
            );
            Assert.That(path.Orders["P1"], Is.EqualTo(new[] { "P1>U", "P1>B" }));
            Assert.That(path.Key, Does.Match("^[0-9a-f]{16}$"));
        });
    }

    [Test]
    public void The_reasons_of_a_path_are_what_no_other_path_covers()
    {
        var selection = PathSelector.Select(Flows.Of("S>X X>A X>B A>E B>E"), new SuiteOptions());

        Assert.That(selection.Paths[0].Because.Select(obligation => obligation.Id), Is.EqualTo(new[] { "X>A", "A>E" }));
        Assert.That(selection.Paths[0].Decisions.Single(), Has.Property("Id").EqualTo("X"));
        Assert.That(selection.Coverage.Decisions, Has.Property("Total").EqualTo(2).And.Property("Covered").EqualTo(2));
    }

    [Test]
    public void The_key_of_a_path_stays_when_the_process_grows_elsewhere()
    {
        var before = PathSelector.Select(Flows.Of("S>X X>A X>B A>E B>E"), new SuiteOptions());
        var after = PathSelector.Select(Flows.Of("S>X X>A X>B X>C A>E B>E C>E"), new SuiteOptions());

        Assert.That(after.Paths.Select(path => path.Key), Is.SupersetOf(before.Paths.Select(path => path.Key)));
    }

    [TestCase(1, 1)]
    [TestCase(3, 3)]
    public void A_loop_is_taken_at_most_as_often_as_its_bound_says(int bound, int most)
    {
        var flows = "S>A A>X1 X1>A X1>X2 X2>B1 X2>B2 B1>E B2>E";
        var selection = PathSelector.Select(Flows.Of(flows), new SuiteOptions { MaxLoopIterations = bound });

        Assert.That(selection.Paths.Select(path => path.Edges.Count(edge => edge == "X1>A")), Has.All.LessThanOrEqualTo(most));
        Assert.That(selection.Coverage.Edges.Missing, Is.Empty);
    }

    [Test]
    public void A_bound_of_the_flow_wins_over_the_option()
    {
        // Three outcomes within the loop: with two rounds more, one path takes them all.
        var flows = "S>X1 X1>A X1>B X1>C A>X2 B>X2 C>X2 X2>X1*2 X2>E";

        Assert.That(PathSelector.Select(Flows.Of(flows), new SuiteOptions()).Paths, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_terminate_end_ends_the_other_branches_too()
    {
        var selection = PathSelector.Select(Flows.Of("S>P1 P1>X P1>B X>T X>A A>P2 B>P2 P2>E"), new SuiteOptions());

        Assert.That(selection.Coverage.Edges.Missing, Is.Empty);
        Assert.That(selection.Paths.Select(path => path.Nodes[^1]), Is.EquivalentTo(new[] { "T", "E" }));
        Assert.That(selection.Paths.Single(path => path.Nodes[^1] == "T").Nodes, Does.Not.Contain("B"));
    }

    [Test]
    public void What_no_flow_leads_to_is_missing_with_a_reason()
    {
        var selection = PathSelector.Select(
            Flows.Of("S>A A>E B>A"),
            new SuiteOptions { Criteria = [CoverageCriterion.Node, CoverageCriterion.Edge] }
        );

        Assert.That(selection.Coverage.Nodes.Missing, Is.EqualTo(new[] { "B" }));
        Assert.That(selection.Coverage.Edges.Missing, Is.EqualTo(new[] { "B>A" }));
        Assert.That(selection.Coverage.Infeasible.Select(infeasible => infeasible.NodeId), Is.EqualTo(new[] { "B", "B>A" }));
    }

    [Test]
    public void Overlapping_splits_are_covered_with_a_warning()
    {
        var selection = PathSelector.Select(Flows.Of("S>P1 P1>A P1>X A>P2 X>P2 X>K P2>K K>E"), new SuiteOptions());

        Assert.That(selection.Coverage.Edges.Missing, Is.Empty);
        Assert.That(selection.Warnings.Select(warning => (warning.Code, warning.ElementId)), Is.EqualTo(new[] { ("UNSTRUCTURED", "P1") }));
    }

    [Test, CancelAfter(20_000)]
    public void A_process_of_a_thousand_nodes_takes_well_under_two_seconds()
    {
        var process = Flows.Of(new RandomFlows(4711).Unstructured(1000, 40));
        var watch = Stopwatch.StartNew();

        var selection = PathSelector.Select(process, new SuiteOptions());

        TestContext.Out.WriteLine(
            $"{watch.ElapsedMilliseconds} ms, {process.Edges.Count} flows, {selection.Coverage.Scenarios} paths, bound {selection.Coverage.LowerBound}"
        );
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
        Assert.That(selection.Coverage.Edges.Missing, Is.Empty);
    }

    [Test, CancelAfter(20_000)]
    public void A_chain_of_ten_thousand_nodes_overflows_no_stack()
    {
        var nodes = Enumerable
            .Range(0, 10_000)
            .Select(i => new GraphNode
            {
                Id = $"N{i}",
                Type =
                    i == 0 ? NodeType.StartEvent
                    : i == 9_999 ? NodeType.EndEvent
                    : NodeType.Task,
            });
        var edges = Enumerable
            .Range(0, 9_999)
            .Select(i => new GraphEdge
            {
                Id = $"F{i}",
                Source = $"N{i}",
                Target = $"N{i + 1}",
            });

        var selection = PathSelector.Select(
            new ProcessGraph
            {
                Id = "P",
                Nodes = [.. nodes],
                Edges = [.. edges],
            },
            new SuiteOptions()
        );

        Assert.That(selection.Paths.Single().Nodes, Has.Count.EqualTo(10_000));
    }

    [Test, CancelAfter(60_000)]
    public void A_suite_that_cannot_be_small_enough_is_refused_before_its_paths_are_made()
    {
        var process = Flows.Of(Wide(3_000) + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"C{i}>C{i + 1} ")) + "C2000>E");
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(
            () => PathSelector.Select(process, new SuiteOptions()),
            Throws.TypeOf<PathLimitException>().With.Message.Contains("at least 3000 scenarios, over maxScenarios 1000")
        );
        // The arcs of the paths alone would take 3,000 times 4,000 times 8 bytes in each of two lists.
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(96_000_000));
    }

    [TestCase("C2000>E", TestName = "Paths that are too long together are refused while they are planned")]
    [TestCase("C2000>X2 X2>Y X2>Z Y>E Z>E P>Q P>X2 Q>Y S>P", TestName = "And where the graph has no structure, while they are walked")]
    [CancelAfter(60_000)]
    public void Paths_that_are_too_long_together_are_refused(string end)
    {
        var process = Flows.Of(Wide(600) + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"C{i}>C{i + 1} ")) + end);

        Assert.That(
            () => PathSelector.Select(process, new SuiteOptions()),
            Throws.TypeOf<PathLimitException>().With.Message.Contains("more than 1000000 nodes and flows together")
        );
    }

    [Test]
    public void Choosing_stops_when_nobody_waits() =>
        Assert.That(
            () => PathSelector.Select(Flows.Of("S>X X>A X>B A>E B>E"), new SuiteOptions(), new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>()
        );

    // One decision with so many branches, in front of C0.
    private static string Wide(int branches) => "S>X " + string.Concat(Enumerable.Range(0, branches).Select(i => $"X>B{i} B{i}>C0 "));

    [Test, CancelAfter(20_000)]
    public void Five_hundred_nested_splits_overflow_no_stack()
    {
        var flows = new StringBuilder("S>P0 ");
        for (var i = 0; i < 500; i++)
        {
            flows.Append($"P{i}>A{i} P{i}>P{i + 1} A{i}>PJ{i} PJ{i + 1}>PJ{i} ");
        }

        var selection = PathSelector.Select(Flows.Of(flows + "P500>PJ500 PJ0>E"), new SuiteOptions());

        Assert.That(PathJudge.Judge(selection), Is.Empty);
        Assert.That(selection.Paths, Has.Count.EqualTo(1));
    }
}
