using System.Globalization;
using static Orchestra.Modeling.Covering.Pict.PictFaults;

namespace Orchestra.Modeling.Covering.Pict;

/// <summary>Reads the lines <c>{ A, B, C } @ 3</c>.</summary>
internal sealed class SubModelReader(
    PictFaults faults,
    PictFaults warnings,
    IReadOnlyDictionary<string, PictParameter> byName,
    int strength
)
{
    private const int MaxStrength = 6;

    public CoveringGroup? Read(string line, int number)
    {
        var open = line.IndexOf('{');
        var close = line.IndexOf('}');
        if (close < 0)
        {
            faults.Add(number, line.Length + 1, "the sub-model has no closing '}'");
            return null;
        }

        var names = line[(open + 1)..close];
        var factors = ReadNames(names, number, open + 2);
        var order = ReadOrder(line, close + 1, number);
        if (factors is null || order is null)
        {
            return null;
        }

        var place = Math.Max(line.IndexOf('@', close), close) + 1;
        if (order > factors.Count)
        {
            faults.Add(number, place, $"order {order} is more than the sub-model's {factors.Count} parameter(s)");
            return null;
        }

        if (order <= strength)
        {
            if (order < strength)
            {
                warnings.Add(number, place, $"the sub-model adds nothing: the whole model has strength {strength}");
            }

            return null;
        }

        return new CoveringGroup(factors, order.Value);
    }

    private List<int>? ReadNames(string names, int number, int column)
    {
        var factors = new List<int>();
        var good = true;
        foreach (var part in names.Split(','))
        {
            var name = part.Trim();
            var place = column + part.Length - part.TrimStart().Length;
            if (!byName.TryGetValue(name, out var parameter))
            {
                faults.Add(number, place, name.Length == 0 ? "a parameter's name is missing" : $"there is no parameter '{Short(name)}'");
                good = false;
            }
            else if (factors.Contains(parameter.Index))
            {
                warnings.Add(number, place, $"'{Short(name)}' is in the sub-model twice");
            }
            else
            {
                factors.Add(parameter.Index);
            }

            column += part.Length + 1;
        }

        return good ? factors : null;
    }

    private int? ReadOrder(string line, int position, int number)
    {
        var rest = line[position..].Trim();
        if (rest.Length == 0)
        {
            return strength;
        }

        if (
            rest[0] == '@'
            && int.TryParse(rest.AsSpan(1).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var order)
            && order is >= 1 and <= MaxStrength
        )
        {
            return order;
        }

        faults.Add(number, position + 1, $"after '}}' comes nothing, or '@' and an order from 1 to {MaxStrength}");
        return null;
    }
}
