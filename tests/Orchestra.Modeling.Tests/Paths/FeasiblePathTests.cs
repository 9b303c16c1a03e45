using System.Text;
using Orchestra.Contracts.Scenarios;
using Orchestra.Modeling.Paths;

namespace Orchestra.Modeling.Tests.Paths;

/// <summary>Paths that an oracle rules out are gone round where that is possible.</summary>
[TestFixture]
internal sealed class FeasiblePathTests
{
    private const string TwoDecisions = "S>X1 X1>A X1>B A>X2 B>X2 X2>C X2>D C>E D>E";

    private static PathSelection Select(string flows, IPathOracle oracle, params CoverageCriterion[] criteria) =>
        PathSelector.Select(
            Flows.Of(flows),
            new SuiteOptions { Criteria = criteria.Length > 0 ? criteria : [CoverageCriterion.Edge] },
            oracle
        );

    private static string[] Text(PathSelection selection) =>
        [.. selection.Paths.Select(path => string.Concat(path.Nodes.Where(node => node.Length == 1))).Order()];

    [Test]
    public void The_same_number_of_paths_is_paired_otherwise()
    {
        var selection = Select(TwoDecisions, ForbiddenFlows.Of("X1>A X2>C, X1>B X2>D"));

        Assert.That(Text(selection), Is.EqualTo(new[] { "SADE", "SBCE" }));
        Assert.That(selection.Coverage.Infeasible, Is.Empty);
        Assert.That((selection.Coverage.Scenarios, selection.Coverage.LowerBound), Is.EqualTo((2, 2)));
    }

    [Test]
    public void What_no_path_can_cover_is_listed_with_what_contradicts_and_counts_as_missing()
    {
        var selection = Select(TwoDecisions, ForbiddenFlows.Of("X1>A X2>D, X1>B X2>D"));

        Assert.That(Text(selection), Is.EqualTo(new[] { "SACE", "SBCE" }));
        Assert.That(selection.Coverage.Edges.Missing, Is.EqualTo(new[] { "X2>D", "D>E" }));
        Assert.That(
            selection.Coverage.Infeasible,
            Is.EqualTo(
                new[]
                {
                    new Infeasibility("X2>D", "X1>A contradicts X2>D; X1>B contradicts X2>D"),
                    new Infeasibility("D>E", "X1>A contradicts X2>D; X1>B contradicts X2>D"),
                }
            )
        );
        Assert.That((selection.Coverage.Scenarios, selection.Coverage.LowerBound), Is.EqualTo((2, 2)));
    }

    [Test]
    public void Contradictions_that_only_stand_by_the_way_are_not_named()
    {
        var selection = Select("S>X1 X1>A X1>B A>X2 B>X2 X2>C X2>D C>X3 D>X3 X3>F X3>G F>E G>E", ForbiddenFlows.Of("X1>A X2>C, X3>G X3>G"));

        Assert.That(
            selection.Coverage.Infeasible.Single(one => one.NodeId == "X3>G").Reason,
            Is.EqualTo("X3>G contradicts X3>G"),
            "whatever X1 and X2 decide"
        );
    }

    [Test]
    public void Where_every_path_contradicts_there_is_none()
    {
        var selection = Select("S>X X>A X>B A>E B>E", ForbiddenFlows.Of("X>A X>A, X>B X>B"));

        Assert.That(selection.Paths, Is.Empty);
        Assert.That((selection.Coverage.Scenarios, selection.Coverage.LowerBound), Is.EqualTo((0, 0)));
        Assert.That(selection.Coverage.Infeasible.Select(one => one.NodeId), Does.Contain("S>X"));
    }

    [Test]
    public void Combinations_are_listed_with_what_contradicts_and_the_others_covered()
    {
        var coverage = Select(TwoDecisions, ForbiddenFlows.Of("X1>A X2>C"), CoverageCriterion.Pairwise).Coverage;

        Assert.That(
            coverage.Pairs,
            Is.EqualTo(new CoverageCount(3, 3, [])).Using<CoverageCount>((a, b) => a.Total == b.Total && a.Covered == b.Covered)
        );
        Assert.That(coverage.Infeasible, Is.EqualTo(new[] { new Infeasibility("X2", "X1=X1>A and X2=X2>C: X1>A contradicts X2>C") }));
        Assert.That((coverage.Scenarios, coverage.LowerBound), Is.EqualTo((3, 3)));
    }

    [Test]
    public void All_paths_counts_those_that_can_be_run()
    {
        var selection = Select(TwoDecisions, ForbiddenFlows.Of("X1>A X2>C"), CoverageCriterion.AllPaths);

        Assert.That(Text(selection), Is.EqualTo(new[] { "SADE", "SBCE", "SBDE" }));
        Assert.That(
            () =>
                PathSelector.Select(
                    Flows.Of(TwoDecisions),
                    new SuiteOptions { Criteria = [CoverageCriterion.AllPaths], MaxScenarios = 2 },
                    ForbiddenFlows.Of("X1>A X2>C")
                ),
            Throws.TypeOf<PathLimitException>().With.Message.Contains("3 paths without a known contradiction, over maxScenarios 2")
        );
    }

    [Test]
    public void A_loop_between_does_not_hide_that_nothing_is_found()
    {
        var selection = Select("S>X1 X1>A X1>B A>L B>L L>X2 X2>L X2>X3 X3>C X3>D C>E D>E", ForbiddenFlows.Of("X1>A X3>D, X1>B X3>D"));

        Assert.That(
            selection.Coverage.Infeasible.First(one => one.NodeId == "X3>D").Reason,
            Is.EqualTo("X1>A contradicts X3>D; X1>B contradicts X3>D")
        );
        Assert.That(selection.Warnings, Is.Empty);
    }

    [Test]
    public void A_node_between_that_lifts_the_contradiction_is_used()
    {
        const string flows = "S>X1 X1>A X1>B A>Y B>Y Y>Xr Xr>R Xr>X2 R>X2 X2>C X2>D C>E D>E";
        var selection = Select(flows, ForbiddenFlows.Of("X1>A X2>D, X1>B X2>D, X1>A X2>C", "R"));

        Assert.That(selection.Coverage.Infeasible, Is.Empty);
        Assert.That(selection.Coverage.Edges.Missing, Is.Empty);
        Assert.That(selection.Paths.Where(path => path.Nodes.Contains("D")).Select(path => path.Nodes.Contains("R")), Is.All.True);
    }

    [Test]
    public void What_is_sought_too_long_is_not_called_infeasible()
    {
        // Any two of forty decisions in a row contradict when they differ, but only an oracle that tells nothing of others says so.
        var flows = new StringBuilder("S>X0 ");
        for (var i = 0; i < 40; i++)
        {
            flows.Append($"X{i}>A{i} X{i}>B{i} A{i}>X{i + 1} B{i}>X{i + 1} ");
        }

        var selection = Select(flows + "X40>E", new Taciturn());

        Assert.That(selection.Paths, Is.Empty);
        Assert.That(selection.Coverage.Infeasible, Is.Empty);
        Assert.That(selection.Warnings.Select(warning => warning.Code).Distinct(), Is.EqualTo(new[] { "NOT_FOUND" }));
        Assert.That(selection.Warnings[0].Message, Does.Contain("within 2000 tries"));
    }

    [Test]
    public void Long_chains_of_contradictions_are_solved_in_time()
    {
        // Each decision must be like the one before: of 2^200 paths two can be run.
        const int decisions = 200;
        var flows = new StringBuilder("S>X0 ");
        for (var i = 0; i < decisions; i++)
        {
            flows.Append($"X{i}>A{i} X{i}>B{i} A{i}>X{i + 1} B{i}>X{i + 1} ");
        }

        var pairs = Enumerable
            .Range(1, decisions - 1)
            .SelectMany(i => new[] { $"X{i - 1}>A{i - 1} X{i}>B{i}", $"X{i - 1}>B{i - 1} X{i}>A{i}" });
        var oracle = ForbiddenFlows.Of(string.Join(", ", pairs));
        var selection = Select(flows + $"X{decisions}>E", oracle);

        Assert.That(selection.Coverage.Edges.Missing, Is.Empty);
        Assert.That((selection.Coverage.Scenarios, selection.Coverage.LowerBound), Is.EqualTo((2, 2)));
    }

    private sealed class Taciturn : IPathOracle
    {
        public PathConflict? Judge(ProcessPath path) => new([], new Infeasibility("P", "no")) { IsGeneral = false };
    }
}
