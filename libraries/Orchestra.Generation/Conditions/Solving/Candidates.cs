using Orchestra.Generation.Conditions.Language;
using Orchestra.Generation.Inputs;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>Finds the values worth trying for one variable.</summary>
internal sealed class Candidates(SolverQuestion question, KindInference kinds, DifferenceBounds? bounds)
{
    private static readonly Dictionary<VariablePath, ConditionValue> _nothing = [];

    /// <summary>Values for a variable.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="atoms">The atoms that read it.</param>
    /// <param name="assigned">The values that other variables have.</param>
    public CandidateList Of(
        VariablePath variable,
        IReadOnlyList<SolverAtom> atoms,
        IReadOnlyDictionary<VariablePath, ConditionValue>? assigned = null
    )
    {
        assigned ??= _nothing;
        var domain = question.Domains.GetValueOrDefault(variable);
        var pick = Seeded.Number(question.Seed, variable.ToString());
        if (domain?.Enum is { } values)
        {
            var all = values
                .Concat(domain.Nullable && !values.Contains(new ConditionValue.Null()) ? [new ConditionValue.Null()] : [])
                .ToList();
            return new CandidateList(Rotated(all, pick), true, true);
        }

        if (domain?.Type == "object")
        {
            ConditionValue[] objects = [new ConditionValue.Opaque("{}"), new ConditionValue.Null()];
            return new CandidateList([.. objects.Where(domain.Allows)], false, false);
        }

        if (atoms.FirstOrDefault(a => a.Variables.Count == 1 && a.Named is not null)?.Named is { } named)
        {
            return new CandidateList([.. Rotated(named, pick).Where(v => domain?.Allows(v) != false)], true, true);
        }

        var found = new List<ConditionValue>();
        var (rulesOut, isWhole) = (true, true);
        foreach (var kind in Enum.GetValues<ValueKinds>().Where(k => k != ValueKinds.None && kinds.Of(variable).HasFlag(k)))
        {
            var list = OfKind(kind, variable, domain, atoms, assigned, pick);
            found.AddRange(list.Values);
            rulesOut &= list.RulesOut;
            isWhole &= list.IsWhole;
        }

        // Null is a value like others: the first to try where it is asked for.
        var asksForNull = atoms.Any(a => AsksForNull(a.Expression));
        if (domain is null || domain.Nullable)
        {
            found.Insert(asksForNull ? 0 : found.Count, new ConditionValue.Null());
        }

        return new CandidateList([.. found.Where(v => domain?.Allows(v) != false)], rulesOut, isWhole);
    }

    private CandidateList OfKind(
        ValueKinds kind,
        VariablePath variable,
        VariableDomain? domain,
        IReadOnlyList<SolverAtom> atoms,
        IReadOnlyDictionary<VariablePath, ConditionValue> assigned,
        ulong pick
    )
    {
        switch (kind)
        {
            case ValueKinds.Boolean:
                var truths = new ConditionValue[] { new ConditionValue.Boolean(true), new ConditionValue.Boolean(false) };
                return new CandidateList(Rotated(truths, pick), true, true);
            case ValueKinds.Number or ValueKinds.Date or ValueKinds.Instant:
                var line = NumberCandidates.Line(variable, kind, domain, atoms, assigned, out var understood);
                bounds?.Narrow(variable, line, other => NumberCandidates.PlaceOf(assigned.GetValueOrDefault(other)));
                var places = line.Values(pick, out var whole);
                return new CandidateList(
                    [.. places.Select(p => NumberCandidates.ValueAt(p, kind)).OfType<ConditionValue>()],
                    (understood || whole) && !line.IsInexact,
                    whole && !line.IsInexact && assigned.Count == 0
                );
            case ValueKinds.Text:
                var facts = new TextFacts(variable, domain, atoms, assigned);
                var texts = facts.IsContradiction ? [] : TextCandidates.Of(variable, domain, facts, pick);
                return new CandidateList(
                    [.. texts.Distinct().Select(t => new ConditionValue.Text(t))],
                    facts.IsContradiction || facts.Equal.Count > 0 || (facts.IsPlain && IsWide(domain)),
                    false
                );
            default:
                return new CandidateList([.. ListCandidates.Of(variable, atoms, assigned)], false, false);
        }
    }

    // Texts without a pattern and with room: more than conditions can exclude.
    private static bool IsWide(VariableDomain? domain) =>
        domain is null or { Pattern: null, Format: null } && (domain?.MaxLength ?? int.MaxValue) >= 8;

    private static bool AsksForNull(ConditionExpression expression) =>
        expression
            is ConditionExpression.Compare
                {
                    Operator: ComparisonOperator.Equal,
                    Right: ConditionExpression.Literal { Value: ConditionValue.Null }
                }
                or ConditionExpression.Call { Function: ConditionFunction.Empty };

    private static List<ConditionValue> Rotated(IReadOnlyList<ConditionValue> values, ulong pick) =>
        [.. values.Select((_, i) => values[(int)((pick + (ulong)i) % (ulong)values.Count)])];
}
