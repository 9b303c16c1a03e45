using FsCheck;
using FsCheck.Fluent;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Modeling.Paths;

namespace Orchestra.Modeling.Tests.Paths;

/// <summary>Selections among the paths that an oracle allows, against every path of small processes.</summary>
public sealed class FeasiblePathPropertyTests
{
    private static readonly CoverageCriterion[] s_criteria = [CoverageCriterion.Node, CoverageCriterion.Edge, CoverageCriterion.Decision];

    [Test]
    public void What_a_feasible_path_can_cover_is_covered_and_the_rest_is_listed() =>
        ForAll(
            300,
            seed =>
            {
                var process = Flows.Of(new RandomFlows(seed).Unstructured(4 + (seed % 5), 0));
                return s_criteria.SelectMany(criterion => Judge(process, ForbiddenFlows.Random(process, seed), criterion));
            }
        );

    [Test]
    public void Nodes_that_lift_a_contradiction_are_seen() =>
        ForAll(
            300,
            seed =>
            {
                var process = Flows.Of(new RandomFlows(seed).Unstructured(4 + (seed % 5), 0));
                return s_criteria.SelectMany(criterion => Judge(process, ForbiddenFlows.Random(process, seed, resets: true), criterion));
            }
        );

    [Test]
    public void In_loops_nothing_feasible_is_called_infeasible() =>
        ForAll(
            300,
            seed =>
            {
                var process = Flows.Of(new RandomFlows(seed).Unstructured(4 + (seed % 3), 1 + (seed % 2)));
                return s_criteria.SelectMany(criterion =>
                    Judge(process, ForbiddenFlows.Random(process, seed, resets: seed % 3 == 0), criterion)
                );
            }
        );

    [Test]
    public void The_suite_is_the_least_of_feasible_paths()
    {
        var (judged, infeasible, proven) = (0, 0, 0);
        ForAll(
            300,
            seed =>
            {
                var process = Flows.Of(new RandomFlows(seed).Unstructured(4 + (seed % 5), 0));
                var oracle = ForbiddenFlows.Random(process, seed);
                if (EveryRun.Of(process) is not { } runs)
                {
                    return [];
                }

                var feasible = runs.FindAll(oracle.Allows);
                var flows = process.Edges.Select(edge => edge.Id).ToHashSet();
                var least = EveryRun.Least([.. feasible.Select(run => run.Where(flows.Contains).ToHashSet())]);
                var coverage = PathSelector.Select(process, Options(CoverageCriterion.Edge), oracle).Coverage;
                judged++;
                infeasible += feasible.Count < runs.Count ? 1 : 0;
                proven += coverage.LowerBound == coverage.Scenarios ? 1 : 0;
                return least is null || (coverage.Scenarios == least && coverage.LowerBound <= least)
                    ? []
                    : [$"{coverage.Scenarios} scenarios, bound {coverage.LowerBound}, but {least}"];
            }
        );
        TestContext.Out.WriteLine($"{judged} graphs, {infeasible} with infeasible paths, {proven} with a bound that is reached");
        Assert.That(infeasible, Is.GreaterThan(150));
        Assert.That(proven, Is.EqualTo(judged));
    }

    [Test]
    public void Combinations_that_a_feasible_path_takes_are_covered_and_the_rest_is_listed() =>
        ForAll(
            150,
            seed =>
            {
                var process = Flows.Of(new RandomFlows(seed).Unstructured(4 + (seed % 4), seed % 5 == 0 ? 1 : 0));
                var oracle = ForbiddenFlows.Random(process, seed, resets: seed % 4 == 0);
                var selection = PathSelector.Select(process, Options(CoverageCriterion.Pairwise), oracle);
                var wrong = Infeasible(selection, oracle).ToList();
                if (EveryRun.Of(process) is { } runs)
                {
                    var possible = PairsOf(process, runs.FindAll(oracle.Allows));
                    var covered = PairsOf(process, selection.Paths.Select(Elements));
                    wrong.AddRange(possible.Except(covered).Select(pair => $"{pair} is feasible and not covered"));
                }

                return wrong;
            }
        );

    [Test]
    public void All_paths_are_all_feasible_paths() =>
        ForAll(
            200,
            seed =>
            {
                var process = Flows.Of(new RandomFlows(seed).Unstructured(4 + (seed % 4), seed % 2));
                var oracle = ForbiddenFlows.Random(process, seed, resets: seed % 4 == 0);
                if (EveryRun.Of(process) is not { } runs)
                {
                    return [];
                }

                var selection = PathSelector.Select(process, Options(CoverageCriterion.AllPaths), oracle);
                var selected = selection.Paths.Select(path => string.Join(' ', Elements(path))).ToHashSet();
                var feasible = runs.FindAll(oracle.Allows).Select(run => string.Join(' ', run)).ToHashSet();
                return selected.SetEquals(feasible) ? [] : [$"{selected.Count} selected, {feasible.Count} feasible"];
            }
        );

    [Test]
    public void Processes_with_parallel_parts_and_sub_processes_keep_to_feasible_paths() =>
        ForAll(
            200,
            seed =>
            {
                var process = Flows.Of(new RandomFlows(seed).Structured(3, loops: seed % 2 == 0));
                var oracle = ForbiddenFlows.Random(process, seed, resets: seed % 3 == 0);
                var options = Options(CoverageCriterion.Edge);
                var selection = PathSelector.Select(process, options, oracle);
                var wrong = Infeasible(selection, oracle).Concat(selection.Paths.Count == 0 ? [] : PathJudge.Judge(selection)).ToList();
                if (Every(process) is { } every)
                {
                    var possible = every.Where(path => oracle.Allows(Elements(path))).SelectMany(path => path.Edges).ToHashSet();
                    wrong.AddRange(Compare(selection, process.Edges.Select(edge => edge.Id), possible));
                }

                return wrong;
            }
        );

    private static IEnumerable<string> Judge(ProcessGraph process, ForbiddenFlows oracle, CoverageCriterion criterion)
    {
        var selection = PathSelector.Select(process, Options(criterion), oracle);
        foreach (var wrong in Infeasible(selection, oracle).Concat(selection.Paths.Count == 0 ? [] : PathJudge.Judge(selection)))
        {
            yield return $"{criterion}: {wrong}";
        }

        if (EveryRun.Of(process) is not { } runs)
        {
            yield break;
        }

        var possible = runs.FindAll(oracle.Allows).SelectMany(run => run).ToHashSet();
        var decisions = process.Edges.Where(edge => process.Edges.Count(other => other.Source == edge.Source) > 1).ToList();
        var asked = criterion switch
        {
            CoverageCriterion.Node => process.Nodes.Select(node => node.Id),
            CoverageCriterion.Edge => process.Edges.Select(edge => edge.Id),
            _ => decisions.Select(edge => $"{edge.Source}={edge.Id}"),
        };
        possible.UnionWith(decisions.Where(edge => possible.Contains(edge.Id)).Select(edge => $"{edge.Source}={edge.Id}").ToList());
        foreach (var wrong in Compare(selection, asked, possible))
        {
            yield return $"{criterion}: {wrong}";
        }
    }

    private static IEnumerable<string> Compare(PathSelection selection, IEnumerable<string> asked, HashSet<string> possible)
    {
        var covered = selection.Paths.SelectMany(Elements).ToHashSet();
        covered.UnionWith(
            selection
                .Paths.SelectMany(path => path.Decisions)
                .SelectMany(visit => (visit.Chosen ?? []).Select(flow => $"{visit.Id}={flow}"))
        );
        var listed = selection.Coverage.Infeasible.Select(one => one.NodeId).ToHashSet();
        foreach (var id in asked)
        {
            if (possible.Contains(id) != covered.Contains(id) || possible.Contains(id) == listed.Contains(id))
            {
                yield return $"{id}: possible {possible.Contains(id)}, covered {covered.Contains(id)}, infeasible {listed.Contains(id)}";
            }
        }
    }

    private static IEnumerable<string> Infeasible(PathSelection selection, ForbiddenFlows oracle) =>
        selection.Paths.Where(path => !oracle.Allows(Elements(path))).Select(path => $"{string.Join(' ', path.Nodes)} cannot be run");

    private static List<string> Elements(ProcessPath path) => [.. path.Elements.Select(element => element.NodeId ?? element.EdgeId!)];

    private static HashSet<string> PairsOf(ProcessGraph process, IEnumerable<List<string>> runs)
    {
        var decisions = process.Edges.GroupBy(edge => edge.Source).Where(outgoing => outgoing.Count() > 1).ToList();
        var pairs = new HashSet<string>();
        foreach (var run in runs.Select(run => run.ToHashSet()))
        {
            foreach (var (one, i) in decisions.Select((decision, i) => (decision, i)))
            {
                foreach (var other in decisions.Skip(i + 1))
                {
                    var taken = one.Where(edge => run.Contains(edge.Id));
                    pairs.UnionWith(taken.SelectMany(a => other.Where(b => run.Contains(b.Id)).Select(b => $"{a.Id} & {b.Id}")));
                }
            }
        }

        return pairs;
    }

    private static IReadOnlyList<ProcessPath>? Every(ProcessGraph process)
    {
        try
        {
            return PathSelector.Select(process, Options(CoverageCriterion.AllPaths)).Paths;
        }
        catch (PathLimitException)
        {
            return null;
        }
    }

    private static SuiteOptions Options(CoverageCriterion criterion) => new() { Criteria = [criterion] };

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
