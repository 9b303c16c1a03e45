using Orchestra.Contracts.Errors;

namespace Orchestra.Modeling.Covering.Pict;

/// <summary>
/// Reads rows to start from: a header with parameters, then a row a line; tabs, or commas where the header has no tab. As in PICT,
/// what the model does not know is left out with a warning, and an empty cell is for the engine to fill.
/// </summary>
public sealed class PictSeedRows
{
    private readonly PictModel _model;
    private readonly PictFaults _warnings = new();

    private PictSeedRows(PictModel model) => _model = model;

    /// <summary>The rows, by the model's parameters.</summary>
    public IReadOnlyList<IReadOnlyList<int?>> Rows { get; private set; } = [];

    /// <summary>The line of each row.</summary>
    public IReadOnlyList<int> Lines { get; private set; } = [];

    /// <summary>What was left out.</summary>
    public IReadOnlyList<Fault> Warnings => _warnings.List;

    /// <summary>Reads the rows for a model.</summary>
    public static PictSeedRows Read(string text, PictModel model)
    {
        var seeds = new PictSeedRows(model);
        seeds.Read(text.Split('\n'));
        return seeds;
    }

    private void Read(string[] lines)
    {
        var first = Array.FindIndex(lines, line => !string.IsNullOrWhiteSpace(line));
        if (first < 0)
        {
            _warnings.Add(1, 1, "there are no seed rows");
            return;
        }

        var separator = lines[first].Contains('\t', StringComparison.Ordinal) ? '\t' : ',';
        var columns = ReadHeader(lines[first].Split(separator), first + 1);
        var (rows, places) = (new List<IReadOnlyList<int?>>(), new List<int>());
        for (var line = first + 1; line < lines.Length; line++)
        {
            if (string.IsNullOrWhiteSpace(lines[line]))
            {
                continue;
            }

            if (rows.Count == PictLimits.SeedRows)
            {
                _warnings.Add(line + 1, 1, $"the rows from here on are left out: {PictLimits.SeedRows:N0} are the most");
                break;
            }

            rows.Add(ReadRow(lines[line].Split(separator), columns, line + 1));
            places.Add(line + 1);
        }

        (Rows, Lines) = (rows, places);
    }

    // The parameter of each column; -1 for one that the model does not have.
    private int[] ReadHeader(string[] names, int line)
    {
        var indexes = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (index, factor) in _model.Covering.Factors.Index())
        {
            indexes.Add(factor.Name, index);
        }

        var columns = new int[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            var name = names[i].Trim();
            columns[i] = indexes.GetValueOrDefault(name, -1);
            if (columns[i] < 0)
            {
                _warnings.Add(line, 1, $"the model has no parameter '{PictFaults.Short(name)}': its column is left out");
            }
        }

        return columns;
    }

    private int?[] ReadRow(string[] cells, int[] columns, int line)
    {
        var row = new int?[_model.Values.Count];
        for (var i = 0; i < cells.Length && i < columns.Length; i++)
        {
            var (text, parameter) = (cells[i].Trim(), columns[i]);
            if (parameter < 0)
            {
                continue;
            }

            var values = _model.Values[parameter];
            var value = Enumerable
                .Range(0, values.Count)
                .FirstOrDefault(value => values[value].Equals(text, StringComparison.OrdinalIgnoreCase), -1);
            if (value >= 0)
            {
                row[parameter] = value;
            }
            else if (text.Length > 0)
            {
                var name = _model.Covering.Factors[parameter].Name;
                _warnings.Add(line, 1, $"'{PictFaults.Short(name)}' has no value '{PictFaults.Short(text)}': it is left out of the row");
            }
        }

        return row;
    }
}
