using static Orchestra.Modeling.Covering.Pict.PictFaults;

namespace Orchestra.Modeling.Covering.Pict;

/// <summary>Reads the lines <c>Name: value, value</c>.</summary>
internal sealed class ParameterReader(
    PictFaults faults,
    PictFaults warnings,
    List<PictParameter> parameters,
    Dictionary<string, PictParameter> byName
)
{
    private int _values;

    public void Read(string line, int number)
    {
        // PICT also takes a comma after the name.
        var separator = line.IndexOf(':');
        separator = separator >= 0 ? separator : line.IndexOf(',');
        if (separator < 0)
        {
            faults.Add(number, Column(line, 0), $"'{Short(line.Trim())}' has no values: write \"{Short(line.Trim())}: value, value\"");
            return;
        }

        var name = ReadName(line, separator, number);
        var values = ReadValues(line, separator + 1, number);
        if (name is null)
        {
            return;
        }

        if (parameters.Count == PictLimits.Parameters)
        {
            faults.Add(number, 1, $"the model has more than {PictLimits.Parameters:N0} parameters");
        }

        if (parameters.Count < PictLimits.Parameters)
        {
            // A parameter with faults is known all the same: its constraints are not wrong because of it.
            var parameter = new PictParameter(parameters.Count, name, values.Count > 0 ? values : [""]);
            parameters.Add(parameter);
            byName.Add(name, parameter);
        }
    }

    private string? ReadName(string line, int end, int number)
    {
        var name = line[..end].Trim();
        var column = Column(line, 0);
        var fault =
            name.Length == 0 ? "the parameter has no name"
            : name.Length > PictLimits.NameLength ? $"the name is over {PictLimits.NameLength} characters"
            : name[0] == '$' ? $"'{Short(name)}': result parameters ($) are not supported"
            : name.Contains('@', StringComparison.Ordinal) && int.TryParse(name[(name.LastIndexOf('@') + 1)..], out _)
                ? $"'{Short(name)}': orders of single parameters (@) are not supported; use a sub-model"
            : byName.ContainsKey(name) ? $"the name '{Short(name)}' is used twice; upper and lower case do not differ"
            : null;
        if (fault is not null)
        {
            faults.Add(number, column, fault);
        }

        return fault is null ? name : null;
    }

    private List<string> ReadValues(string line, int position, int number)
    {
        var values = new List<string>();
        if (line.AsSpan(position).Trim().IsEmpty)
        {
            faults.Add(number, position + 1, "the parameter has no values");
            return values;
        }

        while (position <= line.Length)
        {
            var end = line.IndexOf(',', position);
            end = end < 0 ? line.Length : end;
            ReadValue(line[position..end].Trim(), number, Column(line, position), values);
            position = end + 1;
            if (values.Count > PictLimits.Values || _values + values.Count > PictLimits.AllValues)
            {
                faults.Add(
                    number,
                    1,
                    values.Count > PictLimits.Values
                        ? $"the parameter has more than {PictLimits.Values:N0} values"
                        : $"the model has more than {PictLimits.AllValues:N0} values"
                );
                return values;
            }
        }

        _values += values.Count;
        var distinct = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var value in values.Where(value => !distinct.Add(value)).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            warnings.Add(number, 1, $"the value '{Short(value)}' is there twice; both are covered");
        }

        return values;
    }

    private void ReadValue(string value, int number, int column, List<string> values)
    {
        if (value.Length > PictLimits.NameLength)
        {
            faults.Add(number, column, $"the value is over {PictLimits.NameLength} characters");
        }
        else if (value is ['<', .., '>'] && byName.TryGetValue(value[1..^1].Trim(), out var other))
        {
            values.AddRange(other.Values);
        }
        else if (value.StartsWith('~'))
        {
            faults.Add(number, column, $"negative values (~) are not supported yet: '{Short(value)}'");
        }
        else if (value.Contains('|', StringComparison.Ordinal))
        {
            faults.Add(number, column, $"aliases (|) are not supported yet: '{Short(value)}'; leave one name");
        }
        else if (IsWeighted(value))
        {
            faults.Add(number, column, $"weights are not supported yet: '{Short(value)}'; leave the number in parentheses out");
        }
        else
        {
            if (value.Length == 0)
            {
                warnings.Add(number, column, "an empty value: a comma too many?");
            }

            values.Add(value);
        }
    }

    private static bool IsWeighted(string value)
    {
        var open = value.LastIndexOf('(');
        return open >= 0 && value[^1] == ')' && PictParameter.ParseNumber(value.AsSpan(open + 1, value.Length - open - 2).Trim()) is >= 1;
    }

    // Counts from 1; blanks are skipped.
    private static int Column(string line, int position)
    {
        while (position < line.Length && char.IsWhiteSpace(line[position]))
        {
            position++;
        }

        return position + 1;
    }
}
