using System.Globalization;
using System.Text.Json;

namespace Orchestra.Generation.Inputs;

/// <summary>Reads schemas of one endpoint's document; every look is counted.</summary>
internal sealed class SchemaReader(JsonElement document, string dialect, SamplingBudget budget)
{
    private readonly Dictionary<string, JsonElement?> _targets = new(StringComparer.Ordinal);

    /// <summary>In OpenAPI 3.0 nothing beside a <c>$ref</c> counts.</summary>
    public bool RefStandsAlone { get; } = dialect == "openapi-3.0";

    /// <summary>The element at a pointer, with or without <c>#</c>; null where nothing is.</summary>
    public JsonElement? At(string pointer)
    {
        if (!_targets.TryGetValue(pointer, out var target))
        {
            target = Walk(pointer);
            _targets[pointer] = target;
            if (target is null)
            {
                budget.Warn(WarningCodes.SchemaNotFound, pointer, "there is no schema here; any value is taken as valid");
            }
        }

        return target;
    }

    /// <summary>A schema's keyword; null where it is absent.</summary>
    public JsonElement? Keyword(JsonElement schema, string name)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        budget.Work(1 + (schema.GetPropertyCount() / 8));
        return schema.TryGetProperty(name, out var value) ? value : null;
    }

    private JsonElement? Walk(string pointer)
    {
        var text = pointer.StartsWith('#') ? Uri.UnescapeDataString(pointer[1..]) : pointer;
        if (text.Length == 0)
        {
            return document;
        }

        if (text[0] != '/')
        {
            return null;
        }

        JsonElement? current = document;
        foreach (var part in text[1..].Split('/'))
        {
            current = Step(current.Value, part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
            if (current is null)
            {
                return null;
            }
        }

        return current;
    }

    private JsonElement? Step(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            return Keyword(element, name);
        }

        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < element.GetArrayLength()
            ? element[index]
            : null;
    }
}
