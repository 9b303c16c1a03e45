using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestra.Engine.Language;

/// <summary>Kinds and texts of JSON values, whether they were parsed or made from .NET values.</summary>
internal static class JsonTexts
{
    // Texts go into requests and reports, not into HTML: nothing but what JSON demands is escaped.
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonValueKind KindOf(JsonNode? node) => node?.GetValueKind() ?? JsonValueKind.Null;

    /// <summary>The kind in JSON's own words: string, number, boolean, object, array, null.</summary>
    public static string NameOf(JsonNode? node) =>
        KindOf(node) switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.Number => "number",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            _ => "null",
        };

    /// <summary>The text of a string value.</summary>
    public static string StringOf(JsonNode node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : JsonSerializer.Deserialize<string>(node.ToJsonString()) ?? string.Empty;

    public static bool IsString(JsonNode? node, out string text)
    {
        var found = KindOf(node) == JsonValueKind.String;
        text = found ? StringOf(node!) : string.Empty;
        return found;
    }

    public static bool IsNumber(JsonNode? node, out JsonNumber number)
    {
        var found = KindOf(node) == JsonValueKind.Number;
        number = found ? JsonNumber.Parse(node!.ToJsonString()) : default;
        return found;
    }

    public static string ToJson(JsonNode? node) => node?.ToJsonString(Relaxed) ?? "null";

    /// <summary>
    /// A value inside a longer text: strings as they are, numbers in plain decimal, true and false, null as nothing, objects and arrays as JSON.
    /// </summary>
    public static string ToText(JsonNode? node)
    {
        switch (KindOf(node))
        {
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return string.Empty;
            case JsonValueKind.String:
                return StringOf(node!);
            case JsonValueKind.Number:
                var written = node!.ToJsonString();
                return written.AsSpan().IndexOfAny('e', 'E') < 0 ? written : JsonNumber.Parse(written).ToPlainString();
            default:
                return ToJson(node);
        }
    }

    /// <summary>Unicode scalar values in a text: what users call characters, not UTF-16 units.</summary>
    public static int CountRunes(string text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
            {
                count--;
            }
        }

        return count;
    }

    /// <summary>Order by Unicode scalar value, as RFC 9535 asks; UTF-16 order differs for characters beyond U+FFFF.</summary>
    public static int CompareRunes(string left, string right)
    {
        var common = Math.Min(left.Length, right.Length);
        for (var i = 0; i < common; i++)
        {
            var (a, b) = (left[i], right[i]);
            if (a != b)
            {
                return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b)
                    : char.IsSurrogate(a) ? 1
                    : -1;
            }
        }

        return left.Length.CompareTo(right.Length);
    }
}
