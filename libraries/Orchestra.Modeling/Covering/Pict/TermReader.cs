using static Orchestra.Modeling.Covering.Pict.PictFaults;

namespace Orchestra.Modeling.Covering.Pict;

/// <summary>Reads a term, such as <c>[Size] &gt; 3</c>, into the values that satisfy it.</summary>
internal sealed class TermReader(
    ConstraintText text,
    IReadOnlyDictionary<string, PictParameter> byName,
    PictFaults faults,
    PictFaults warnings
)
{
    // Stands for a term that has a fault: the rest of the constraint is still read, and its faults are found too.
    private static readonly Condition _unknown = new Condition.Junction([], isAll: true);

    private long _comparisons;

    public Condition Read()
    {
        var start = text.Position;
        if (text.TakeWord("ISNEGATIVE") || text.TakeWord("ISPOSITIVE"))
        {
            throw new PictSyntaxException("IsNegative and IsPositive are not supported yet, as negative values are not", start);
        }

        var parameter = ReadParameter();
        var negated = text.TakeWord("NOT");
        if (ReadRelation(negated) is not { } relation)
        {
            throw text.Expected(negated ? "IN or LIKE" : "=, <>, >, >=, <, <=, LIKE or IN");
        }

        var condition =
            relation == Relation.In ? ReadSet(parameter, start)
            : text.Next == '[' ? ReadPair(parameter, relation, start)
            : ReadValueTerm(parameter, relation, start);
        return negated ? condition.Negate() : condition;
    }

    private PictParameter? ReadParameter()
    {
        var place = text.Position;
        var name = text.TakeBetween('[', ']', "parameter's name") ?? throw text.Expected("NOT, '(' or a parameter such as [Name]");
        if (byName.TryGetValue(name.Trim(), out var parameter))
        {
            return parameter;
        }

        text.Fault(faults, $"there is no parameter '{Short(name)}'", place);
        return null;
    }

    private Relation? ReadRelation(bool negated)
    {
        if (text.TakeWord("IN"))
        {
            return Relation.In;
        }

        if (text.TakeWord("LIKE"))
        {
            return Relation.Like;
        }

        if (negated)
        {
            return null;
        }

        if (text.Take('='))
        {
            return Relation.Equal;
        }

        if (text.Take('<'))
        {
            return text.Take('>') ? Relation.NotEqual
                : text.Take('=') ? Relation.LessOrEqual
                : Relation.Less;
        }

        return !text.Take('>') ? null
            : text.Take('=') ? Relation.GreaterOrEqual
            : Relation.Greater;
    }

    private Condition ReadValueTerm(PictParameter? parameter, Relation relation, int start)
    {
        var value = ReadValue();
        return parameter is not null && IsComparable(parameter, relation, value, start)
            ? Among(parameter, index => Holds(parameter, index, relation, value), Cost(parameter, value), start)
            : _unknown;
    }

    private Condition ReadSet(PictParameter? parameter, int start)
    {
        if (!text.Take('{'))
        {
            throw text.Expected("'{' after IN");
        }

        var values = new List<object>();
        var comparable = parameter is not null;
        do
        {
            var value = ReadValue();
            values.Add(value);
            comparable = comparable && IsComparable(parameter!, Relation.In, value, start);
        } while (text.Take(','));

        if (!text.Take('}'))
        {
            throw text.Expected("',' or '}'");
        }

        return comparable
            ? Among(
                parameter!,
                index => values.Exists(value => Holds(parameter!, index, Relation.In, value)),
                values.Sum(value => Cost(parameter!, value)),
                start
            )
            : _unknown;
    }

    private Condition ReadPair(PictParameter? left, Relation relation, int start)
    {
        var right = ReadParameter();
        if (left is null || right is null)
        {
            return _unknown;
        }

        var fault =
            left == right ? "a parameter is compared with itself"
            : left.IsNumeric != right.IsNumeric ? $"'{Short(left.Name)}' is {Kind(left)} and '{Short(right.Name)}' is {Kind(right)}"
            : relation == Relation.Like && left.IsNumeric ? $"LIKE is for texts, and all values of '{Short(left.Name)}' are numbers"
            : null;
        if (fault is not null)
        {
            text.Fault(faults, fault, start);
            return _unknown;
        }

        Pay(right.Values.Sum(value => Cost(left, value)), start);
        var table = new ulong[left.Values.Count][];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = Bits(
                right.Values.Count,
                index => Holds(left, i, relation, right.IsNumeric ? right.Number(index) : right.Values[index])
            );
        }

        return new Condition.Pairs(left.Index, right.Index, table, isNegated: false);
    }

    private object ReadValue() =>
        text.TakeBetween('"', '"', "text") ?? (object?)text.TakeNumber() ?? throw text.Expected("a number, or a text in quotes");

    private bool IsComparable(PictParameter parameter, Relation relation, object value, int start)
    {
        var fault =
            relation == Relation.Like && parameter.IsNumeric ? $"LIKE is for texts, and all values of '{Short(parameter.Name)}' are numbers"
            : relation == Relation.Like && value is double ? "LIKE takes a pattern in quotes"
            : parameter.IsNumeric && value is string
                ? $"'{Short(parameter.Name)}' is {Kind(parameter)}: compare it with a number without quotes"
            : !parameter.IsNumeric && value is double ? $"'{Short(parameter.Name)}' is {Kind(parameter)}: put the value in quotes"
            : null;
        if (fault is not null)
        {
            text.Fault(faults, fault, start);
        }

        return fault is null;
    }

    private Condition.Among Among(PictParameter parameter, Func<int, bool> holds, long cost, int start)
    {
        Pay(cost, start);
        var values = Bits(parameter.Values.Count, holds);
        var others = Bits(parameter.Values.Count, index => (values[index >> 6] >> index & 1) == 0);
        if (values.All(word => word == 0) || others.All(word => word == 0))
        {
            text.Fault(
                warnings,
                $"{(values.All(word => word == 0) ? "no value" : "every value")} of '{Short(parameter.Name)}' satisfies the term",
                start
            );
        }

        return new Condition.Among(parameter.Index, values, others);
    }

    private static ulong[] Bits(int count, Func<int, bool> holds)
    {
        var bits = new ulong[CoveringDomains.WordsOf(count)];
        for (var i = 0; i < count; i++)
        {
            if (holds(i))
            {
                bits[i >> 6] |= 1UL << i;
            }
        }

        return bits;
    }

    private static bool Holds(PictParameter parameter, int index, Relation relation, object value) =>
        value is double number
            ? Comparison.Holds(parameter.Number(index), relation, number)
            : Comparison.Holds(parameter.Values[index], relation, (string)value);

    private static string Kind(PictParameter parameter) =>
        parameter.IsNumeric ? "a number (all its values are)" : "a text (not all its values are numbers)";

    // A pattern is compared with each character in the worst case.
    private static long Cost(PictParameter parameter, object value) =>
        value is string pattern
            ? parameter.Values.Sum(text => 1L + Math.Min((long)text.Length * pattern.Length, 100_000))
            : parameter.Values.Count;

    private void Pay(long cost, int start)
    {
        _comparisons += cost;
        if (_comparisons > PictLimits.Comparisons)
        {
            throw new PictSyntaxException("the constraints compare too many values: shorten the texts, or name fewer values", start);
        }
    }
}
