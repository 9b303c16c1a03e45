using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>Tries everything, where domains leave so little that this is quick: the last resort, whatever the conditions are.</summary>
internal sealed class FiniteSearch(IReadOnlyDictionary<VariablePath, VariableDomain> domains, int seed)
{
    private const int MaxCombinations = 4_096;

    /// <summary>Values, none, or not known where there is too much to try.</summary>
    public SolverAnswer Solve(IReadOnlyList<Conjunct> group)
    {
        var variables = group.SelectMany(c => c.Expression.Variables()).Distinct().ToList();
        if (variables.Count == 0 || !variables.TrueForAll(domains.ContainsKey))
        {
            return SolverAnswer.Open;
        }

        var question = new SolverQuestion(domains, seed, new SolverBudget());
        var candidates = new Candidates(question, new KindInference([], domains), null);
        var lists = new List<IReadOnlyList<ConditionValue>>();
        long combinations = 1;
        foreach (var variable in variables)
        {
            var list = candidates.Of(variable, []);
            combinations *= Math.Max(1, list.Values.Count);
            if (!list.IsWhole || combinations > MaxCombinations)
            {
                return SolverAnswer.Open;
            }

            lists.Add(list.Values);
        }

        for (var number = 0; number < combinations; number++)
        {
            var values = Combination(number, variables, lists);
            if (values is not null && group.All(c => ConditionEvaluator.Judge(c.Expression, values.GetValueOrDefault) == c.Holds))
            {
                return new SolverAnswer.Values(values);
            }
        }

        return SolverAnswer.None;
    }

    private static Dictionary<VariablePath, ConditionValue>? Combination(
        int number,
        List<VariablePath> variables,
        List<IReadOnlyList<ConditionValue>> lists
    )
    {
        var values = new Dictionary<VariablePath, ConditionValue>();
        var rest = number;
        for (var i = 0; i < variables.Count; i++)
        {
            if (lists[i].Count == 0)
            {
                return null;
            }

            values[variables[i]] = lists[i][rest % lists[i].Count];
            rest /= lists[i].Count;
        }

        return values;
    }
}
