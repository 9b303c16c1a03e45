using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Generation.Tests.Conditions;

/// <summary>Suites of random decisions, against an engine that runs the process with all numbers that make a difference.</summary>
public sealed class FeasibleSuitePropertyTests
{
    [Test]
    public void The_data_of_each_scenario_leads_down_its_path() =>
        ForAll(
            60,
            seed =>
            {
                var process = new RandomDecisions(seed);
                return Criteria()
                    .SelectMany(criterion => Generate(process, criterion).Scenarios)
                    .Where(scenario =>
                        process.Run(Number(scenario, "x"), Number(scenario, "y"))?.SetEquals(Taken(process, scenario)) != true
                    )
                    .Select(scenario => $"{scenario.Data.ToJsonString()} does not lead over {string.Join(' ', scenario.Edges)}");
            }
        );

    [Test]
    public void Each_flow_that_some_numbers_lead_over_is_covered_and_the_others_are_listed() =>
        ForAll(
            200,
            seed =>
            {
                var process = new RandomDecisions(seed);
                var suite = Generate(process, CoverageCriterion.Edge);
                var possible = process.Runs().SelectMany(run => run).ToHashSet();
                var covered = suite.Scenarios.SelectMany(scenario => scenario.Edges).ToHashSet();
                var listed = suite.Coverage.Infeasible.ToLookup(one => one.NodeId, one => one.Reason);
                var wrong = process
                    .Flows.Where(flow =>
                        possible.Contains(flow) != covered.Contains(flow) || possible.Contains(flow) == listed.Contains(flow)
                    )
                    .Select(flow => $"{flow}: possible {possible.Contains(flow)}, covered {covered.Contains(flow)}");
                var unexplained = listed
                    .SelectMany(reasons => reasons)
                    .Where(reason => !reason.Contains(" at G", StringComparison.Ordinal));
                return wrong.Concat(unexplained);
            }
        );

    [Test]
    public void The_suite_is_the_least_that_covers_those_flows()
    {
        var infeasible = 0;
        ForAll(
            200,
            seed =>
            {
                var process = new RandomDecisions(seed);
                var coverage = Generate(process, CoverageCriterion.Edge).Coverage;
                infeasible += coverage.Infeasible.Count > 0 ? 1 : 0;
                var least = Least(process.Runs());
                return coverage.Scenarios == least && coverage.LowerBound == least
                    ? []
                    : [$"{coverage.Scenarios} scenarios, bound {coverage.LowerBound}, but {least}"];
            }
        );
        Assert.That(infeasible, Is.GreaterThan(50));
    }

    [Test]
    public void Each_pair_of_flows_that_some_numbers_lead_over_is_covered() =>
        ForAll(
            100,
            seed =>
            {
                var process = new RandomDecisions(seed);
                var suite = Generate(process, CoverageCriterion.Pairwise);
                var covered = suite.Scenarios.SelectMany(scenario => PairsOf(Taken(process, scenario))).ToHashSet();
                var possible = process
                    .Runs()
                    .Select(run => run.Where(process.Outcomes.Contains).ToHashSet())
                    .SelectMany(PairsOf)
                    .Distinct();
                return possible.Where(pair => !covered.Contains(pair));
            }
        );

    private static CoverageCriterion[] Criteria() => [CoverageCriterion.Edge, CoverageCriterion.Pairwise, CoverageCriterion.AllPaths];

    private static GeneratedSuite Generate(RandomDecisions process, CoverageCriterion criterion) =>
        SuiteGenerator.Generate(process.Graph.Graph, [], new SuiteOptions { Criteria = [criterion] }, "suite");

    private static HashSet<string> Taken(RandomDecisions process, TestScenario scenario) =>
        [.. scenario.Edges.Where(process.Flows.Contains)];

    // What no condition on the path reads may be anything.
    private static decimal Number(TestScenario scenario, string name) =>
        scenario.Data.TryGetPropertyValue(name, out var value) ? decimal.Parse(value!.ToJsonString(), CultureInfo.InvariantCulture) : 0.1m;

    private static IEnumerable<string> PairsOf(HashSet<string> run) =>
        run.SelectMany(one => run.Where(other => string.CompareOrdinal(one, other) < 0).Select(other => $"{one} & {other}"));

    private static int Least(List<HashSet<string>> runs)
    {
        var size = 0;
        while (!Covers(runs, [.. runs.SelectMany(run => run)], size))
        {
            size++;
        }

        return size;
    }

    private static bool Covers(List<HashSet<string>> runs, HashSet<string> open, int left)
    {
        if (open.Count == 0)
        {
            return true;
        }

        var first = open.First();
        return left > 0 && runs.Exists(run => run.Contains(first) && Covers(runs, [.. open.Except(run)], left - 1));
    }

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
