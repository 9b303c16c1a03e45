using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>Lists for a variable: with the elements that are asked for, as long as is asked for.</summary>
internal static class ListCandidates
{
    private const int MaxItems = 200;

    public static IEnumerable<ConditionValue> Of(
        VariablePath variable,
        IReadOnlyList<SolverAtom> atoms,
        IReadOnlyDictionary<VariablePath, ConditionValue> assigned
    )
    {
        var facts = new TextFacts(variable, null, atoms, assigned);
        var elements = new List<ConditionValue>();
        foreach (var atom in atoms)
        {
            if (
                atom.Expression
                    is ConditionExpression.Call
                    {
                        Function: ConditionFunction.ListContains or ConditionFunction.Contains,
                        Arguments: [ConditionExpression.Variable { Path: var list }, var element]
                    }
                && list.Equals(variable)
                && ConditionEvaluator.Value(element, assigned.GetValueOrDefault) is { } value
                && !elements.Contains(value)
            )
            {
                elements.Add(value);
            }
        }

        // As short as possible first.
        var lengths = facts.Length.Values(0, out _).Where(l => l is >= 0 and <= MaxItems).Select(l => (int)l);
        foreach (var length in lengths.Append(elements.Count).Append(1).Append(0))
        {
            if (length >= elements.Count)
            {
                var filler = Enumerable.Range(1, length - elements.Count).Select(i => new ConditionValue.Text($"item {i}"));
                yield return new ConditionValue.List([.. elements, .. filler]);
            }
        }
    }
}
