using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestra.Contracts.Json;

/// <summary>
/// JSON as it comes back from a jsonb column: keys in jsonb's order, numbers in plain decimal, NUL replaced. What a run reads before it
/// stored something and after it did is the same to the byte.
/// </summary>
public static class CanonicalJson
{
    /// <summary>A copy in canonical form; the form of a canonical value is itself.</summary>
    /// <param name="node">A value in which <see cref="StorableJson"/> finds no fault but NUL.</param>
    public static JsonNode? Of(JsonNode? node) =>
        node switch
        {
            JsonObject members => Members(members),
            JsonArray items => new JsonArray([.. items.Select(Of)]),
            JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(Text(text)),
            JsonValue value when value.GetValueKind() == JsonValueKind.Number => Number(value),
            _ => node?.DeepClone(),
        };

    /// <summary>The text as jsonb holds it: it cannot hold NUL, which becomes U+FFFD.</summary>
    private static string Text(string text) => text.Replace('\0', '\ufffd');

    private static JsonObject Members(JsonObject members)
    {
        // Of two keys that become the same the last stays, as in jsonb.
        var sorted = new SortedDictionary<string, JsonNode?>(JsonbKeyOrder.Instance);
        foreach (var (name, value) in members)
        {
            sorted[Text(name)] = Of(value);
        }

        return new JsonObject(sorted);
    }

    private static JsonNode Number(JsonValue value)
    {
        var text = value.ToJsonString();
        return text.AsSpan().IndexOfAny('e', 'E') < 0 && !text.StartsWith("-0", StringComparison.Ordinal)
            ? value.DeepClone()
            : JsonNode.Parse(new JsonbNumber(text).ToPlain())!;
    }
}
