using System.Text;
using System.Text.Json.Nodes;

namespace Orchestra.Api.Features.DataSets.Import;

/// <summary>The columns of a CSV file: a dot in a name leads into an object, <c>\.</c> is a dot of the name itself.</summary>
internal sealed class CsvHeader
{
    private readonly IReadOnlyList<IReadOnlyList<string>> _paths;

    private CsvHeader(IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<string>> paths) => (Names, _paths) = (names, paths);

    public IReadOnlyList<string> Names { get; }

    /// <summary>Reads the first record; null when it is none to go on with.</summary>
    public static CsvHeader? Read(CsvRecord record, ImportFaults faults)
    {
        var before = faults.Count;
        if (record.Count > ImportLimits.MaxColumns)
        {
            faults.Add($"the header has {record.Count} columns, at most {ImportLimits.MaxColumns} are read", record.Line, "header");
            return null;
        }

        if (record.Fault is { } fault)
        {
            faults.Add($"column {fault.Cell + 1} of the header: {fault.Message}", record.Line, "header");
        }

        var names = record.Cells.Select(cell => cell.Text.Trim()).ToList();
        var paths = names.Select(PathOf).ToList();
        for (var i = 0; i < names.Count; i++)
        {
            if (FaultOf(names, paths, i) is { } wrong)
            {
                faults.Add($"column {i + 1} of the header {wrong}", record.Line, $"header[{i}]");
            }
        }

        return faults.Count == before ? new CsvHeader(names, paths) : null;
    }

    /// <summary>Puts a value where its column says.</summary>
    public void Put(JsonObject data, int column, JsonNode? value)
    {
        var path = _paths[column];
        foreach (var name in path.SkipLast(1))
        {
            if (data[name] is not JsonObject inner)
            {
                inner = [];
                data[name] = inner;
            }

            data = inner;
        }

        data[path[^1]] = value;
    }

    private static string? FaultOf(List<string> names, List<IReadOnlyList<string>> paths, int i)
    {
        if (paths[i].Any(part => part.Length == 0))
        {
            return names[i].Length == 0 ? "has no name: give it one" : $"'{names[i]}' has an empty part: write \\. for a dot of the name";
        }

        if (paths[i].Count > ImportLimits.MaxDepth || names[i].Length > 500 || names[i].Any(char.IsControl))
        {
            return "has a name that is too long, too deep or has control characters";
        }

        for (var j = 0; j < i; j++)
        {
            if (paths[j].Zip(paths[i]).All(pair => pair.First == pair.Second))
            {
                return paths[j].Count == paths[i].Count
                    ? $"is called '{names[i]}' as column {j + 1} is: names are used once"
                    : $"'{names[i]}' does not go with column {j + 1} '{names[j]}': one is a value, the other an object of that name";
            }
        }

        return null;
    }

    private static IReadOnlyList<string> PathOf(string name)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '\\' && i + 1 < name.Length && name[i + 1] == '.')
            {
                part.Append(name[++i]);
            }
            else if (name[i] == '.')
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                part.Append(name[i]);
            }
        }

        parts.Add(part.ToString());
        return parts;
    }
}
