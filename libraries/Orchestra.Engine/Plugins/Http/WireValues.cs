using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Json;
using Orchestra.Contracts.Specs;

namespace Orchestra.Engine.Plugins.Http;

/// <summary>
/// Reads a value as its schema means it. On the wire everything is text: whether <c>5</c> is a number or a string, and whether a comma
/// separates items, only the schema knows.
/// </summary>
internal sealed class WireValues(SpecEndpoint endpoint)
{
    /// <summary>A header's text, written by the style <c>simple</c>.</summary>
    public JsonNode? Read(string text, string? pointer, bool explode)
    {
        var (schema, at) = Schema(pointer);
        var types = TypesOf(schema);
        if (types.Contains("array"))
        {
            return new JsonArray([.. text.Split(',').Select(item => Scalar(item.Trim(), at + "/items"))]);
        }

        return types.Contains("object") ? Members(text, at, explode) : Scalar(text, pointer);
    }

    /// <summary>A value of a step in the types of its schema, where its text can be read so; everything else as it is.</summary>
    public JsonNode? Typed(JsonNode? value, string? pointer)
    {
        var (schema, at) = Schema(pointer);
        if (value is not (null or JsonArray) && TypesOf(schema) is { Count: 1 } only && only.Contains("array"))
        {
            // One item, written on its own.
            return new JsonArray(Typed(value, at + "/items"));
        }

        return value switch
        {
            JsonArray items => new JsonArray([.. items.Select(item => Typed(item, at is null ? null : at + "/items"))]),
            JsonObject members => new JsonObject(
                members.Select(member => KeyValuePair.Create(member.Key, Typed(member.Value, PropertyOf(at, member.Key))))
            ),
            JsonValue scalar when TypesOf(Schema(pointer).Schema).Count > 0 => Scalar(Text(scalar), pointer),
            _ => value?.DeepClone(),
        };
    }

    private static string Text(JsonValue scalar) =>
        scalar.GetValueKind() == JsonValueKind.String ? scalar.ToString() : scalar.ToJsonString();

    private static string? PropertyOf(string? pointer, string name) =>
        pointer is null ? null : $"{pointer}/properties/{JsonPointers.Escape(name)}";

    private JsonObject Members(string text, string? pointer, bool explode)
    {
        var parts = text.Split(',').Select(part => part.Trim()).ToList();
        var members = new JsonObject();
        for (var i = 0; i < parts.Count; i++)
        {
            var pair = explode ? parts[i].Split('=', 2) : [parts[i], i + 1 < parts.Count ? parts[++i] : ""];
            members[pair[0]] = Scalar(pair.Length > 1 ? pair[1] : "", PropertyOf(pointer, pair[0]));
        }

        return members;
    }

    private JsonValue? Scalar(string text, string? pointer)
    {
        var types = TypesOf(Schema(pointer).Schema);
        var isText = types.Contains("string");
        if (!isText && types.Overlaps(["number", "integer"]) && AsNumber(text) is { } number)
        {
            return number;
        }

        return !isText && types.Contains("boolean") && text is "true" or "false"
            ? JsonValue.Create(text == "true")
            : JsonValue.Create(text);
    }

    private static JsonValue? AsNumber(string text)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            return null;
        }

        try
        {
            // Only what JSON itself calls a number: neither +5 nor 05.
            return JsonNode.Parse(text) is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // At the end of references; nothing where they lead out of what the endpoint has.
    private (JsonElement? Schema, string? Pointer) Schema(string? pointer) =>
        pointer is not null && JsonPointers.TryResolve(endpoint.SchemaDocument, pointer, out var schema, out var at)
            ? (schema, at)
            : (null, null);

    private static HashSet<string> TypesOf(JsonElement? schema)
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        if (schema is { ValueKind: JsonValueKind.Object } members && members.TryGetProperty("type", out var type))
        {
            types.UnionWith(
                type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(each => each.ToString()) : [type.ToString()]
            );
        }

        return types;
    }
}
