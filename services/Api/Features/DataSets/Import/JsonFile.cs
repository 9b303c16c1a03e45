using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Json;

namespace Orchestra.Api.Features.DataSets.Import;

/// <summary>Reads JSON: a list of objects, or an object on each line (JSON Lines).</summary>
internal static class JsonFile
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = ImportLimits.MaxDepth };

    public static ImportedFile Read(string text, ImportFaults faults)
    {
        var rows = new List<ImportedRow>();
        if (text.TrimStart().StartsWith('['))
        {
            ReadList(text, rows, faults);
        }
        else
        {
            ReadLines(text, rows, faults);
        }

        if (rows.Count == 0 && faults.Count == 0)
        {
            faults.Add("the file has no rows: send a list of objects, or an object on each line");
        }

        var columns = rows.SelectMany(row => row.Data.Select(member => member.Key)).Distinct(StringComparer.Ordinal);
        return new ImportedFile(ImportFormat.Json, null, [.. columns.Take(ImportLimits.MaxColumns + 1)], rows);
    }

    private static void ReadList(string text, List<ImportedRow> rows, ImportFaults faults)
    {
        JsonArray list;
        try
        {
            list = JsonNode.Parse(text, documentOptions: Strict)!.AsArray();
        }
        catch (JsonException e)
        {
            faults.Add(Said(e), (int?)e.LineNumber + 1);
            return;
        }
        catch (InvalidOperationException)
        {
            faults.Add($"it {StorableJson.SurrogateFault}");
            return;
        }

        if (list.Count > ImportLimits.MaxRows)
        {
            faults.Add($"the file has {list.Count} rows, at most {ImportLimits.MaxRows} are read: split it");
            return;
        }

        var lines = LinesOf(text);
        for (var i = 0; i < list.Count; i++)
        {
            Add(list[i], i + 1, lines[i], rows, faults);
        }
    }

    private static void ReadLines(string text, List<ImportedRow> rows, ImportFaults faults)
    {
        var number = 0;
        var line = 0;
        // Not by EnumerateLines: U+2028 and its like end no line here, they may stand in a text.
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var part = text.AsSpan()[range];
            line++;
            if (part.IsWhiteSpace())
            {
                continue;
            }

            if (++number > ImportLimits.MaxRows)
            {
                faults.Add($"the file has more than {ImportLimits.MaxRows} rows: split it", line);
                break;
            }

            try
            {
                Add(JsonNode.Parse(part.ToString(), documentOptions: Strict), number, line, rows, faults);
            }
            catch (JsonException e)
            {
                faults.Add(number, line, null, Said(e));
            }
            catch (InvalidOperationException)
            {
                faults.Add(number, line, null, $"it {StorableJson.SurrogateFault}");
            }
        }
    }

    private static void Add(JsonNode? node, int number, int line, List<ImportedRow> rows, ImportFaults faults)
    {
        // First of all: what the database cannot hold cannot even be counted.
        if (StorableJson.FaultOf(node) is { } fault)
        {
            faults.Add(number, line, null, $"it {fault}");
        }
        else if (node is not JsonObject data)
        {
            faults.Add(number, line, null, "it is no object: each row is one, from names to values");
        }
        else if (data.Count > ImportLimits.MaxColumns)
        {
            faults.Add(number, line, null, $"it has {data.Count} members, at most {ImportLimits.MaxColumns} are read");
        }
        else
        {
            // Away from its list, which it would keep alive.
            rows.Add(new ImportedRow(number, line, data.DeepClone().AsObject()));
        }
    }

    // The line that each item of the list begins in.
    private static List<int> LinesOf(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = ImportLimits.MaxDepth });
        var lines = new List<int>();
        var line = 1;
        var counted = 0;
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            line += bytes.AsSpan(counted, (int)reader.TokenStartIndex - counted).Count((byte)'\n');
            counted = (int)reader.TokenStartIndex;
            lines.Add(line);
            reader.Skip();
        }

        return lines;
    }

    private static string Said(JsonException e) => $"it is no JSON: {e.Message.Split(" LineNumber:", 2)[0].Split(" Path:", 2)[0]}";
}
