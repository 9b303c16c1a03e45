using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>
/// Finds values for which the conditions of a path hold, or the conditions that contradict. Boundary values come first; which of several is
/// taken depends on the seed only. A contradiction is only claimed where it is sure; values are only given after the evaluator said yes.
/// </summary>
internal static class ConditionSolver
{
    private static readonly Dictionary<VariablePath, VariableDomain> _noDomains = [];

    /// <summary>Solves the conditions of one path.</summary>
    /// <param name="conjuncts">The conditions, in path order.</param>
    /// <param name="domains">What schemas allow; nothing known when null.</param>
    /// <param name="seed">Which of several good values is taken.</param>
    /// <param name="budget">Steps for each group of conditions that share variables.</param>
    public static PathSolution Solve(
        IReadOnlyList<Conjunct> conjuncts,
        IReadOnlyDictionary<VariablePath, VariableDomain>? domains = null,
        int seed = 1,
        int budget = SolverBudget.Default
    )
    {
        domains ??= _noDomains;
        var values = new Dictionary<VariablePath, ConditionValue>();
        var unsolved = new List<Conjunct>();
        Contradiction? contradiction = null;
        foreach (var group in Components.Of(conjuncts, c => c.Expression.Variables()))
        {
            switch (SolveGroup(group, domains, seed, budget))
            {
                case SolverAnswer.Values found when group.All(c => Holds(c, found.ByVariable)):
                    foreach (var (variable, value) in found.ByVariable)
                    {
                        values[variable] = value;
                    }

                    break;
                case SolverAnswer.NoValues:
                    contradiction ??= new ConflictFinder(domains, seed, budget).Find(group);
                    break;
                default:
                    unsolved.AddRange(group);
                    break;
            }
        }

        return new PathSolution(values, contradiction, unsolved);
    }

    /// <summary>Values for conditions that belong together.</summary>
    public static SolverAnswer SolveGroup(
        IReadOnlyList<Conjunct> group,
        IReadOnlyDictionary<VariablePath, VariableDomain> domains,
        int seed,
        int budget
    )
    {
        var question = new SolverQuestion(domains, seed, new SolverBudget(budget));
        var normal = new NormalForm(question.Budget);
        var forms = new List<ConditionExpression>();
        foreach (var conjunct in group)
        {
            if (normal.Of(conjunct.Expression, conjunct.Holds) is not { } form)
            {
                return SolverAnswer.Open;
            }

            forms.Add(form);
        }

        return new BranchSearch(question).Solve(forms) switch
        {
            // A branch may leave variables of the others open: they are free.
            SolverAnswer.Values found => Completed(found, group, question),
            SolverAnswer.NotKnown => new FiniteSearch(domains, seed).Solve(group),
            var other => other,
        };
    }

    private static SolverAnswer.Values Completed(SolverAnswer.Values found, IReadOnlyList<Conjunct> group, SolverQuestion question)
    {
        var values = new Dictionary<VariablePath, ConditionValue>(found.ByVariable);
        var missing = group.SelectMany(c => c.Expression.Variables()).Distinct().Where(v => !values.ContainsKey(v)).ToList();
        if (missing.Count == 0 || group.All(c => Holds(c, values)))
        {
            return found;
        }

        // The evaluator wants a value where another branch reads one: any of its kind will do, or the answer is not given.
        var atoms = group.Select(c => SolverAtom.Of(c.Expression)).ToList();
        var candidates = new Candidates(question, new KindInference(atoms, question.Domains), null);
        foreach (var variable in missing)
        {
            if (candidates.Of(variable, []).Values is [var value, ..])
            {
                values[variable] = value;
            }
        }

        return new SolverAnswer.Values(values);
    }

    private static bool Holds(Conjunct conjunct, IReadOnlyDictionary<VariablePath, ConditionValue> values) =>
        ConditionEvaluator.Judge(conjunct.Expression, values.GetValueOrDefault) == conjunct.Holds;
}
