using System.Text.Json;

namespace Orchestra.Generation.Inputs;

/// <summary>All schemas that hold for one value at the same time: references followed, allOf laid side by side, the first oneOf and anyOf branch taken.</summary>
/// <param name="All">The schemas, the outer ones first.</param>
/// <param name="Refs">The references followed on the way.</param>
/// <param name="Discriminators">Values that the branch taken asks of its discriminator properties.</param>
/// <param name="Reader">Reads them.</param>
internal sealed record SchemaParts(
    IReadOnlyList<JsonElement> All,
    IReadOnlyList<string> Refs,
    IReadOnlyDictionary<string, string> Discriminators,
    SchemaReader Reader
)
{
    /// <summary>The keyword's value in the first schema that has it.</summary>
    public JsonElement? First(string keyword)
    {
        foreach (var part in All)
        {
            if (Reader.Keyword(part, keyword) is { } value)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The keyword's values, one a schema that has it.</summary>
    public IEnumerable<JsonElement> Every(string keyword) => All.Select(part => Reader.Keyword(part, keyword)).OfType<JsonElement>();

    /// <summary>The largest whole number that the keyword has.</summary>
    public int? Largest(string keyword) => Whole(keyword) is { Count: > 0 } all ? all.Max() : null;

    /// <summary>The smallest whole number that the keyword has.</summary>
    public int? Smallest(string keyword) => Whole(keyword) is { Count: > 0 } all ? all.Min() : null;

    /// <summary>Whether some schema says true.</summary>
    public bool Says(string keyword) => Every(keyword).Any(value => value.ValueKind == JsonValueKind.True);

    /// <summary>The type to give; inferred where it is not said. Null stands for anything.</summary>
    public string? Type()
    {
        foreach (var type in Every("type"))
        {
            if (JsonTexts.TextOf(type) is { } name)
            {
                return name;
            }

            if (type.ValueKind == JsonValueKind.Array)
            {
                var names = type.EnumerateArray().Take(8).Select(JsonTexts.TextOf).OfType<string>().ToList();
                return names.Find(n => n != "null") ?? names.FirstOrDefault();
            }
        }

        return Has("properties", "required", "minProperties") ? "object"
            : Has("items", "prefixItems", "minItems") ? "array"
            : Has("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf") ? "number"
            : Has("pattern", "format", "minLength", "maxLength") ? "string"
            : null;
    }

    private bool Has(params ReadOnlySpan<string> keywords)
    {
        foreach (var keyword in keywords)
        {
            if (First(keyword) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private List<int> Whole(string keyword) =>
        [
            .. Every(keyword)
                .Where(value => value.ValueKind == JsonValueKind.Number)
                .Select(value =>
                    value.TryGetDecimal(out var number) ? (int)Math.Clamp(Math.Ceiling(number), 0, int.MaxValue) : int.MaxValue
                ),
        ];
}
