using FsCheck;
using FsCheck.Fluent;
using Orchestra.Generation.Conditions.Language;
using Orchestra.Generation.Conditions.Solving;

namespace Orchestra.Generation.Tests.Conditions;

/// <summary>The solver against the evaluator, and against trying everything.</summary>
[TestFixture]
internal sealed class SolverPropertyTests
{
    [Test]
    public void On_small_domains_the_answer_is_that_of_trying_all()
    {
        var (solved, contradictions) = (0, 0);
        ForAll(
            600,
            seed =>
            {
                var conjuncts = new RandomConditions(seed).Conjuncts();
                var solution = ConditionSolver.Solve(conjuncts, RandomConditions.Domains, seed);
                var possible = IsPossible(conjuncts);
                solved += possible ? 1 : 0;
                contradictions += possible ? 0 : 1;
                return solution.Unsolved.Count == 0 && (solution.Contradiction is null) == possible
                    ? Judged(conjuncts, solution)
                    : $"possible: {possible}, but {solution.Contradiction?.Reason ?? "solved"}, open: {solution.Unsolved.Count}";
            }
        );
        Assert.That(Math.Min(solved, contradictions), Is.GreaterThan(50), "both kinds are tried");
    }

    [Test]
    public void Without_domains_values_satisfy_and_contradictions_are_real()
    {
        var solved = 0;
        ForAll(
            600,
            seed =>
            {
                var conjuncts = new RandomConditions(seed).Conjuncts();
                var solution = ConditionSolver.Solve(conjuncts, null, seed);
                solved += solution is { Contradiction: null, Unsolved.Count: 0 } ? 1 : 0;
                return solution.Contradiction is not null && IsPossible(conjuncts)
                    ? solution.Contradiction.Reason
                    : Judged(conjuncts, solution);
            }
        );
        Assert.That(solved, Is.GreaterThan(300));
    }

    [Test]
    public void A_conflict_set_conflicts_and_is_not_larger_than_needed() =>
        ForAll(
            300,
            seed =>
            {
                var conjuncts = new RandomConditions(seed).Conjuncts();
                if (ConditionSolver.Solve(conjuncts, RandomConditions.Domains, seed).Contradiction is not { } contradiction)
                {
                    return null;
                }

                // A set that contradicts without schemas is least among those that do.
                var set = contradiction.Conjuncts;
                var domains = contradiction.Domain is null ? null : RandomConditions.Domains;
                return IsPossible(set) ? $"no conflict: {contradiction.Reason}"
                    : set.Count > 1
                    && set.Any(one => ConditionSolver.Solve([.. set.Where(c => c != one)], domains, seed).Contradiction is not null)
                        ? $"not minimal: {contradiction.Reason}"
                    : null;
            }
        );

    private static bool IsPossible(IReadOnlyList<Conjunct> conjuncts) =>
        RandomConditions
            .All([.. conjuncts.SelectMany(c => c.Expression.Variables()).Distinct()])
            .Any(values => conjuncts.All(c => ConditionEvaluator.Judge(c.Expression, values.GetValueOrDefault) == c.Holds));

    private static string? Judged(IReadOnlyList<Conjunct> conjuncts, PathSolution solution)
    {
        // Groups that contradict have no values; the others must hold as JSON.
        var data = ConditionSolverTests.Data(solution);
        return conjuncts
            .Where(c => !solution.Unsolved.Contains(c) && c.Expression.Variables().All(solution.Values.ContainsKey))
            .Where(c => ConditionEvaluator.Judge(c.Expression, data) != c.Holds)
            .Select(c => $"{c} does not hold for {data.ToJsonString()}")
            .FirstOrDefault();
    }

    private static void ForAll(int times, Func<int, string?> fault)
    {
        var property = Prop.ForAll<int>(
            Arb.From(Gen.Choose(0, 1_000_000)),
            seed =>
            {
                var wrong = fault(seed);
                return (wrong is null).Label($"seed {seed}: {wrong}");
            }
        );
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(times).WithReplay(20260101UL, 7UL), property);
    }
}
