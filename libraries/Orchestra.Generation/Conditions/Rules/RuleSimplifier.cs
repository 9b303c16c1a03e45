using Orchestra.Generation.Conditions.Language;
using Orchestra.Generation.Conditions.Solving;

namespace Orchestra.Generation.Conditions.Rules;

/// <summary>Makes what must hold as plain as it is: choices that the rest leaves only one of, and parts that others say already.</summary>
internal static class RuleSimplifier
{
    private const int MaxAtoms = 12;

    private static readonly Dictionary<VariablePath, VariableDomain> _noDomains = [];

    /// <summary>The same, in fewer and plainer parts.</summary>
    public static IReadOnlyList<ConditionExpression> Simplify(List<ConditionExpression> parts) => WithoutImplied(Narrowed(parts));

    // score < 700 and (score < 500 or score >= 700): only the first of the two is left.
    private static List<ConditionExpression> Narrowed(List<ConditionExpression> parts)
    {
        if (parts.Count > MaxAtoms)
        {
            return parts;
        }

        var narrowed = new List<ConditionExpression>();
        foreach (var part in parts)
        {
            if (part is not ConditionExpression.Or { Parts.Count: <= MaxAtoms } choice)
            {
                narrowed.Add(part);
                continue;
            }

            var others = parts.Where(p => !ReferenceEquals(p, part)).ToList();
            var possible = choice.Parts.Where(c => !Contradict([.. others, c])).ToList();
            switch (possible)
            {
                case [ConditionExpression.And and]:
                    narrowed.AddRange(and.Parts);
                    break;
                case [var only]:
                    narrowed.Add(only);
                    break;
                case []:
                    narrowed.Add(part);
                    break;
                default:
                    narrowed.Add(new ConditionExpression.Or(possible));
                    break;
            }
        }

        return narrowed;
    }

    // score < 500 says score < 700 too.
    private static List<ConditionExpression> WithoutImplied(List<ConditionExpression> parts)
    {
        var kept = new List<ConditionExpression>(parts);
        for (var i = kept.Count - 1; i >= 0 && kept.Count is > 1 and <= MaxAtoms; i--)
        {
            var others = kept.Where((_, at) => at != i).ToList();
            if (kept[i] is ConditionExpression.Compare && Contradict([.. others, new ConditionExpression.Not(kept[i])]))
            {
                kept.RemoveAt(i);
            }
        }

        return kept;
    }

    private static bool Contradict(IReadOnlyList<ConditionExpression> parts)
    {
        var variables = parts[^1].Variables();
        var related = parts
            .Where(p => p.Variables().Any(variables.Contains))
            .Select(p => new Conjunct(string.Empty, string.Empty, string.Empty, p));
        return ConditionSolver.SolveGroup([.. related], _noDomains, 1, SolverBudget.Default / 10) is SolverAnswer.NoValues;
    }
}
