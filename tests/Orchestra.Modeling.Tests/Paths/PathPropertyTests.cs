using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Orchestra.Contracts;
using Orchestra.Contracts.Scenarios;
using Orchestra.Modeling.Paths;

namespace Orchestra.Modeling.Tests.Paths;

public sealed class PathPropertyTests
{
    private static readonly SuiteOptions[] s_options =
    [
        new() { Criteria = [CoverageCriterion.Node] },
        new() { Criteria = [CoverageCriterion.Edge] },
        new() { Criteria = [CoverageCriterion.Decision] },
        new() { Criteria = [CoverageCriterion.Node, CoverageCriterion.Decision], MaxLoopIterations = 2 },
    ];

    [Test]
    public void Every_path_of_a_nested_process_is_real_and_covers_what_it_claims() =>
        ForAll(
            300,
            seed =>
            {
                var process = Flows.Of(new RandomFlows(seed).Structured(4, loops: true));
                return s_options.SelectMany(options => PathJudge.Judge(PathSelector.Select(process, options)));
            }
        );

    [Test]
    public void A_nested_process_without_loops_is_covered_by_as_few_paths_as_the_bound_says() =>
        ForAll(
            300,
            seed =>
            {
                var process = Flows.Of(new RandomFlows(seed).Structured(4, loops: false));
                var coverage = PathSelector.Select(process, s_options[1]).Coverage;
                return coverage.Edges.Missing.Count == 0 && coverage.Scenarios == coverage.LowerBound ? [] : [coverage.ToString()];
            }
        );

    [Test]
    public void Every_path_of_a_tangled_process_is_real_and_covers_what_it_claims() =>
        ForAll(
            300,
            seed =>
            {
                var process = Flows.Of(new RandomFlows(seed).Unstructured(8, seed % 4));
                return s_options.SelectMany(options => PathJudge.Judge(PathSelector.Select(process, options)));
            }
        );

    [Test]
    public void Without_loops_no_smaller_suite_exists() =>
        ForAll(
            300,
            seed =>
            {
                var process = Flows.Of(new RandomFlows(seed).Unstructured(5 + (seed % 4), 0));
                var coverage = PathSelector.Select(process, s_options[1]).Coverage;
                var least = BruteForce.Minimum(process, 1);
                return least is null || (coverage.Scenarios == least && coverage.LowerBound == least) ? [] : [$"{coverage} but {least}"];
            }
        );

    [Test]
    public void With_loops_the_lower_bound_is_never_above_the_least_suite()
    {
        var (judged, least, more, tight) = (0, 0, 0, 0);
        ForAll(
            300,
            seed =>
            {
                var process = Flows.Of(new RandomFlows(seed).Unstructured(4 + (seed % 3), 1 + (seed % 2)));
                var coverage = PathSelector.Select(process, s_options[1]).Coverage;
                if (BruteForce.Minimum(process, 1) is not { } minimum)
                {
                    return [];
                }

                judged++;
                least += coverage.Scenarios == minimum ? 1 : 0;
                more += coverage.Scenarios - minimum;
                tight += coverage.LowerBound == minimum ? 1 : 0;
                return coverage.LowerBound <= minimum && minimum <= coverage.Scenarios ? [] : [$"{coverage} but {minimum}"];
            }
        );
        TestContext.Out.WriteLine($"{judged} graphs: {least} at the least size, {more} paths more in all; lower bound exact for {tight}");
        Assert.That(judged, Is.GreaterThan(200));
    }

    [Test]
    public void The_same_process_gives_the_same_bytes() =>
        ForAll(
            50,
            seed =>
            {
                var flows = new RandomFlows(seed).Structured(4, loops: true);
                var first = JsonSerializer.Serialize(PathSelector.Select(Flows.Of(flows), s_options[1]), OrchestraJson.Options);
                var second = JsonSerializer.Serialize(PathSelector.Select(Flows.Of(flows), s_options[1]), OrchestraJson.Options);
                return first == second ? [] : ["they differ"];
            }
        );

    private static void ForAll(int times, Func<int, IEnumerable<string>> faults)
    {
        var seeds = Arb.From(Gen.Choose(0, 1_000_000));
        var property = Prop.ForAll<int>(
            seeds,
            seed =>
            {
                var wrong = faults(seed).ToList();
                return (wrong.Count == 0).Label($"seed {seed}: {string.Join("; ", wrong)}");
            }
        );
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(times).WithReplay(20260101UL, 7UL), property);
    }
}
