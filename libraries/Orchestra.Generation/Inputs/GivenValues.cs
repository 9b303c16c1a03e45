using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestra.Generation.Inputs;

/// <summary>Values that the spec itself gives: constants, examples, defaults, enums.</summary>
internal sealed class GivenValues(SamplingBudget budget)
{
    private const int MaxDepth = 64;
    private const int MaxEnum = 16;

    /// <summary>The value that the schemas give; false where they give none that fits.</summary>
    /// <param name="parts">The schemas of the value.</param>
    /// <param name="place">Where it is, for warnings.</param>
    /// <param name="choice">Which of several enum values; the first by default.</param>
    /// <param name="value">The value.</param>
    public bool TryFind(SchemaParts parts, string place, int choice, out JsonNode? value)
    {
        value = null;
        if (parts.First("const") is { } constant)
        {
            return TryCopy(constant, place, out value);
        }

        if (choice == 0)
        {
            foreach (var given in Examples(parts).Concat(parts.Every("default")).Where(given => given.ValueKind != JsonValueKind.Null))
            {
                if (!Fits(given, parts))
                {
                    budget.Warn(WarningCodes.ExampleNotUsed, place, "an example or default does not fit its schema and is not used");
                }
                else if (TryCopy(given, place, out value))
                {
                    return true;
                }
            }
        }

        if (
            parts.Every("enum").FirstOrDefault(e => e.ValueKind == JsonValueKind.Array && e.GetArrayLength() > 0) is
            { ValueKind: JsonValueKind.Array } values
        )
        {
            var all = values.EnumerateArray().Take(MaxEnum + choice).Where(v => v.ValueKind != JsonValueKind.Null).ToList();
            return TryCopy(all.Count > 0 ? all[choice % all.Count] : values[0], place, out value);
        }

        return false;
    }

    /// <summary>Whether the schemas give an example or a default: then an optional property is sent.</summary>
    public static bool HasExample(SchemaParts parts) =>
        Examples(parts).Concat(parts.Every("default")).Any(v => v.ValueKind is not JsonValueKind.Null and not JsonValueKind.Undefined);

    /// <summary>Whether a value has the type of its schema and keeps its plainest bounds.</summary>
    public static bool Fits(JsonElement value, SchemaParts parts)
    {
        var type = parts.Type();
        var typeFits = type switch
        {
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && decimal.IsInteger(number),
            _ => true,
        };
        return typeFits
            && value.ValueKind switch
            {
                JsonValueKind.String => JsonTexts.TextOf(value) is { } text
                    && text.Length >= (parts.Largest("minLength") ?? 0)
                    && text.Length <= (parts.Smallest("maxLength") ?? int.MaxValue)
                    && IsInEnum(value, parts),
                JsonValueKind.Number => !value.TryGetDecimal(out var number) || NumberRange.Of(parts).Contains(number),
                _ => true,
            };
    }

    /// <summary>Copies a value of the spec; false where it is too large or not Unicode.</summary>
    public bool TryCopy(JsonElement element, string place, out JsonNode? copy)
    {
        try
        {
            copy = Copy(element, 0);
            return true;
        }
        catch (InvalidDataException e)
        {
            budget.Warn(WarningCodes.ExampleNotUsed, place, $"a given value is not used: {e.Message}");
            copy = null;
            return false;
        }
    }

    private static IEnumerable<JsonElement> Examples(SchemaParts parts) =>
        parts
            .Every("example")
            .Concat(parts.Every("examples").Where(e => e.ValueKind == JsonValueKind.Array && e.GetArrayLength() > 0).Select(e => e[0]));

    private static bool IsInEnum(JsonElement value, SchemaParts parts) =>
        parts
            .Every("enum")
            .Where(e => e.ValueKind == JsonValueKind.Array)
            .All(e => e.EnumerateArray().Take(SamplingBudget.MaxMembers).Any(v => JsonElement.DeepEquals(v, value)));

    private JsonNode? Copy(JsonElement element, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new InvalidDataException($"it is nested deeper than {MaxDepth} levels");
        }

        if (!budget.TakeNode())
        {
            throw new InvalidDataException($"the input is larger than {SamplingBudget.MaxNodes} values");
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (var property in element.EnumerateObject())
                {
                    members[JsonTexts.NameOf(property) ?? throw new InvalidDataException("a name is not Unicode")] = Copy(
                        property.Value,
                        depth + 1
                    );
                }

                return members;
            case JsonValueKind.Array:
                var items = new JsonArray();
                foreach (var item in element.EnumerateArray())
                {
                    items.Add(Copy(item, depth + 1));
                }

                return items;
            case JsonValueKind.String:
                var text = JsonTexts.TextOf(element) ?? throw new InvalidDataException("a text is not Unicode");
                return text.Length <= SamplingBudget.MaxText
                    ? JsonValue.Create(text)
                    : throw new InvalidDataException($"a text is longer than {SamplingBudget.MaxText} characters");
            case JsonValueKind.Number:
                return JsonValue.Create(element.Clone());
            case JsonValueKind.True or JsonValueKind.False:
                return JsonValue.Create(element.GetBoolean());
            default:
                return null;
        }
    }
}
