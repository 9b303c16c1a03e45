using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestra.Engine.Execution;

/// <summary>The beginning of a large JSON value, as JSON of the same shape: members can still be told by their names, and so be masked.</summary>
internal static class BodyExcerpt
{
    private const int Budget = 16 * 1024;
    private const int LongestText = 2_000;

    public static JsonNode? Of(JsonNode? node)
    {
        // A text of its own is a body that is no JSON.
        var budget = Budget;
        return node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? Text(value, Budget) : Of(node, ref budget);
    }

    private static JsonNode? Of(JsonNode? node, ref int budget)
    {
        switch (node)
        {
            case JsonObject members:
                var some = new JsonObject();
                foreach (var (name, value) in members)
                {
                    if (budget <= name.Length)
                    {
                        break;
                    }

                    budget -= name.Length + 4;
                    some[name] = Of(value, ref budget);
                }

                return some;
            case JsonArray items:
                var first = new JsonArray();
                foreach (var item in items)
                {
                    if (budget <= 0)
                    {
                        break;
                    }

                    budget -= 2;
                    first.Add(Of(item, ref budget));
                }

                return first;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                var text = Text(value, Math.Clamp(budget, 1, LongestText));
                budget -= text.GetValue<string>().Length + 2;
                return text;
            default:
                budget -= 8;
                return node?.DeepClone();
        }
    }

    private static JsonValue Text(JsonValue value, int longest)
    {
        var text = value.GetValue<string>();
        if (text.Length <= longest)
        {
            return JsonValue.Create(text);
        }

        var end = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return JsonValue.Create(text[..end] + "…");
    }
}
