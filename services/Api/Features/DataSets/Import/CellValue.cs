using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Orchestra.Contracts.Json;

namespace Orchestra.Api.Features.DataSets.Import;

/// <summary>
/// What a cell stands for. Numbers in JSON's grammar, true, false and null are what they say; everything else is text as it is, dates,
/// <c>007</c> and a leading <c>=</c> too: it is data here, and whoever writes a spreadsheet guards that.
/// </summary>
internal static partial class CellValue
{
    /// <summary>Reads a cell; what is quoted is text unless <paramref name="typeQuoted"/> says that the writer quotes everything.</summary>
    /// <returns>False where the cell is empty, which leaves its column out of the row.</returns>
    public static bool TryRead(CsvCell cell, bool typeQuoted, out JsonNode? value, out string? fault)
    {
        fault = null;
        value = null;
        if (cell.IsQuoted && !typeQuoted)
        {
            value = JsonValue.Create(cell.Text);
            return true;
        }

        switch (cell.Text)
        {
            case "":
                return cell.IsQuoted && SetText(string.Empty, out value);
            case "null" or "NULL":
                return true;
            case "true" or "TRUE":
                value = JsonValue.Create(true);
                return true;
            case "false" or "FALSE":
                value = JsonValue.Create(false);
                return true;
        }

        if (!Number().IsMatch(cell.Text))
        {
            return SetText(cell.Text, out value);
        }

        if (!StorableJson.IsStorableNumber(cell.Text))
        {
            fault = "the number is larger or finer than the database can hold: put quotes round it to keep it as text";
            return false;
        }

        // Parsed and not converted: every digit stays.
        value = JsonNode.Parse(cell.Text);
        return true;
    }

    private static bool SetText(string text, out JsonNode? value)
    {
        value = JsonValue.Create(text);
        return true;
    }

    [GeneratedRegex("""^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();
}
