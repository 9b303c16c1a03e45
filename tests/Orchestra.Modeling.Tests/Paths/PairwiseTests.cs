using System.Diagnostics;
using System.Text.Json;
using Orchestra.Contracts;
using Orchestra.Contracts.Scenarios;
using Orchestra.Modeling.Paths;

namespace Orchestra.Modeling.Tests.Paths;

public sealed class PairwiseTests
{
    [TestCase(2, 3)]
    [TestCase(3, 4)]
    [TestCase(4, 5)]
    [TestCase(5, 6)]
    public void An_inclusive_gateway_without_a_default_takes_at_least_one_flow(int flows, int expected) =>
        Assert.That(Select(Inclusive(flows, Default.None)).Paths, Has.Count.EqualTo(expected));

    [TestCase(2, 2)]
    [TestCase(3, 4)]
    [TestCase(4, 4)]
    [TestCase(5, 5)]
    public void A_default_that_is_one_of_its_flows_stands_for_none_of_the_others(int flows, int expected) =>
        Assert.That(Select(Inclusive(flows, Default.Among)).Paths, Has.Count.EqualTo(expected));

    [TestCase(2, 4)]
    [TestCase(3, 4)]
    [TestCase(4, 5)]
    [TestCase(5, 6)]
    public void A_default_beside_its_flows_makes_them_free(int flows, int expected) =>
        Assert.That(Select(Inclusive(flows, Default.Beside)).Paths, Has.Count.EqualTo(expected));

    [TestCase(2, 3, 9)]
    [TestCase(4, 3, 9)]
    [TestCase(3, 2, 4)]
    [TestCase(10, 2, 6)]
    [TestCase(13, 3, 18)]
    public void Decisions_in_a_row_are_a_covering_array(int decisions, int outcomes, int most)
    {
        var selection = Select(Row(decisions, outcomes));

        Assert.That(selection.Paths, Has.Count.LessThanOrEqualTo(most));
        Assert.That(selection.Coverage.LowerBound, Is.EqualTo(outcomes * outcomes));
        Assert.That(selection.Coverage.Pairs!.Total, Is.EqualTo(decisions * (decisions - 1) / 2 * outcomes * outcomes));
        Assert.That(PairJudge.Judge(selection, 2), Is.Empty);
    }

    [TestCase(3, 8)]
    [TestCase(4, 16)]
    public void A_higher_strength_covers_more_values_at_once(int strength, int least)
    {
        var selection = Select(Row(5, 2), new SuiteOptions { Criteria = [CoverageCriterion.Pairwise], Strength = strength });

        Assert.That(selection.Paths, Has.Count.GreaterThanOrEqualTo(least).And.Count.LessThanOrEqualTo(32));
        Assert.That(selection.Coverage.LowerBound, Is.EqualTo(least));
        Assert.That(PairJudge.Judge(selection, strength), Is.Empty);
    }

    [Test]
    public void A_choice_counts_only_where_its_decision_is_reached()
    {
        var selection = Select("S>X1 X1>X2 X1>A X2>B X2>C A>E B>E C>E");

        Assert.That(selection.Paths, Has.Count.EqualTo(3));
        Assert.That(
            selection.Coverage.Infeasible.Select(each => each.Reason),
            Is.EqualTo(new[] { "X2", "X2" }.Select((_, i) => $"X1=X1>A and X2=X2>{"BC"[i]}: X2 is not reached with X1=X1>A"))
        );
        Assert.That(selection.Coverage.Pairs, Has.Property("Total").EqualTo(2).And.Property("Covered").EqualTo(2));
    }

    [Test]
    public void A_loop_is_tried_with_no_further_round_with_one_and_with_the_most()
    {
        var selection = Select(
            "S>A A>X1 X1>A X1>X2 X2>B1 X2>B2 B1>E B2>E",
            new SuiteOptions { Criteria = [CoverageCriterion.Pairwise], MaxLoopIterations = 3 }
        );

        var rounds = selection.Paths.SelectMany(path => path.Decisions).Where(visit => visit.Id == "A").Select(visit => visit.Iterations);
        Assert.That(rounds.Distinct(), Is.EquivalentTo(new int?[] { 0, 1, 3 }));
        Assert.That(selection.Paths, Has.Count.EqualTo(6), "three numbers of rounds with two outcomes");
        Assert.That(PathJudge.Judge(selection), Is.Empty);
    }

    [Test]
    public void The_reasons_of_a_path_are_the_combinations_that_only_it_takes()
    {
        var selection = Select("S>X1 X1>A X1>B A>X2 B>X2 X2>C X2>D C>E D>E");

        Assert.That(selection.Paths, Has.Count.EqualTo(4));
        Assert.That(
            selection.Paths.Select(path => path.Because.Single(because => because.Kind == "PAIR").Id),
            Is.EquivalentTo(new[] { "X1=X1>A & X2=X2>C", "X1=X1>A & X2=X2>D", "X1=X1>B & X2=X2>C", "X1=X1>B & X2=X2>D" })
        );
    }

    [Test]
    public void The_same_input_gives_the_same_paths()
    {
        var first = JsonSerializer.Serialize(Select(Row(8, 3)), OrchestraJson.Options);

        Assert.That(JsonSerializer.Serialize(Select(Row(8, 3)), OrchestraJson.Options), Is.EqualTo(first));
    }

    [Test]
    public void Random_processes_are_covered_by_an_independent_check()
    {
        for (var seed = 0; seed < 120; seed++)
        {
            var flows = new RandomFlows(seed).Structured(3, loops: false);
            var selection = Select(flows);
            Assert.That(PathJudge.Judge(selection).Concat(PairJudge.Judge(selection, 2)), Is.Empty, $"seed {seed}: {flows}");
        }
    }

    [Test]
    public void Tangled_random_processes_are_covered_by_an_independent_check()
    {
        for (var seed = 0; seed < 120; seed++)
        {
            var flows = new RandomFlows(seed).Unstructured(6, 0);
            var selection = Select(flows);
            Assert.That(PathJudge.Judge(selection).Concat(PairJudge.Judge(selection, 2)), Is.Empty, $"seed {seed}: {flows}");
        }
    }

    [Test, CancelAfter(30_000)]
    public void A_hundred_decisions_take_little_time()
    {
        var watch = Stopwatch.StartNew();

        var selection = Select(Row(100, 2));

        TestContext.Out.WriteLine($"{watch.ElapsedMilliseconds} ms, {selection.Paths.Count} paths");
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)));
        Assert.That(selection.Paths, Has.Count.LessThanOrEqualTo(18));
    }

    [TestCase("S>X1 X1>A X1>B A>X2 B>X2 X2>C X2>D C>E D>E", 4)]
    [TestCase("S>P1 P1>X1 P1>B X1>A X1>C A>P2 C>P2 B>P2 P2>E", 2)]
    [TestCase("S>I1 I1>A? I1>B? A>I2 B>I2 I2>E", 3)]
    [TestCase("S>A A>X1 X1>A*2 X1>E", 3)]
    public void All_paths_are_all_paths(string flows, int expected)
    {
        var selection = Select(flows, new SuiteOptions { Criteria = [CoverageCriterion.AllPaths] });

        Assert.That(selection.Paths.Select(path => path.Key).Distinct().ToList(), Has.Count.EqualTo(expected));
        Assert.That(selection.Coverage.LowerBound, Is.EqualTo(expected));
        Assert.That(PathJudge.Judge(selection), Is.Empty);
    }

    [TestCase(12, "the process has 4096 paths, over maxScenarios 1000")]
    [TestCase(40, "the process has more than")]
    public void Too_many_paths_are_refused_with_their_number(int decisions, string message) =>
        Assert.That(
            () => Select(Row(decisions, 2), new SuiteOptions { Criteria = [CoverageCriterion.AllPaths] }),
            Throws.TypeOf<PathLimitException>().With.Message.StartsWith(message)
        );

    private static string Row(int decisions, int outcomes)
    {
        var flows = Enumerable
            .Range(1, decisions)
            .SelectMany(i => Enumerable.Range(1, outcomes).Select(o => $"X{i}>A{i}_{o} A{i}_{o}>X{i + 1}"));
        return $"S>X1 {string.Join(' ', flows)} X{decisions + 1}>E";
    }

    private static string Inclusive(int flows, Default kind)
    {
        var text = Enumerable.Range(1, flows).Select(i => $"I1>A{i}{(kind == Default.Among && i == flows ? "!" : "?")} A{i}>I2");
        return $"S>I1 {string.Join(' ', text)} {(kind == Default.Beside ? "I1>D! D>I2" : "")} I2>E";
    }

    private static PathSelection Select(string flows, SuiteOptions? options = null) =>
        PathSelector.Select(Flows.Of(flows), options ?? new SuiteOptions { Criteria = [CoverageCriterion.Pairwise] });

    private enum Default
    {
        None,
        Among,
        Beside,
    }
}
