using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestra.Generation.Conditions.Language;

/// <summary>Values as JSON and back.</summary>
internal static class JsonValues
{
    /// <summary>The value of a variable in an object; null where it is missing.</summary>
    public static ConditionValue? At(JsonObject data, VariablePath path)
    {
        JsonNode? current = data;
        foreach (var segment in path.Segments)
        {
            if (current is not JsonObject members || !members.TryGetPropertyValue(segment, out current))
            {
                return null;
            }
        }

        return Read(current);
    }

    /// <summary>A JSON value as a condition sees it.</summary>
    public static ConditionValue Read(JsonNode? node)
    {
        switch (node?.GetValueKind() ?? JsonValueKind.Null)
        {
            case JsonValueKind.Null:
                return new ConditionValue.Null();
            case JsonValueKind.True or JsonValueKind.False:
                return new ConditionValue.Boolean(node!.GetValue<bool>());
            case JsonValueKind.String:
                return new ConditionValue.Text(node!.GetValue<string>());
            case JsonValueKind.Array:
                return new ConditionValue.List([.. node!.AsArray().Select(Read)]);
            case JsonValueKind.Number
                when decimal.TryParse(node!.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                return new ConditionValue.Number(number);
            default:
                return new ConditionValue.Opaque(node!.ToJsonString());
        }
    }

    /// <summary>A value as JSON; dates and durations are texts.</summary>
    public static JsonNode? Write(ConditionValue value) =>
        value switch
        {
            ConditionValue.Boolean boolean => JsonValue.Create(boolean.Value),
            ConditionValue.Number number => Write(number.Value),
            ConditionValue.Text text => JsonValue.Create(text.Value),
            ConditionValue.Date date => JsonValue.Create(Temporals.Write(date.Value)),
            ConditionValue.Instant instant => JsonValue.Create(Temporals.Write(instant.Value)),
            ConditionValue.List list => new JsonArray([.. list.Items.Select(Write)]),
            ConditionValue.Opaque opaque => JsonNode.Parse(opaque.Json),
            _ => null,
        };

    // Without the zeros that decimals carry behind the point: 1.50 is 1.5.
    private static JsonValue Write(decimal number) =>
        decimal.IsInteger(number) && Math.Abs(number) <= long.MaxValue
            ? JsonValue.Create((long)number)
            : JsonValue.Create(number / 1.000000000000000000000000000000000m);
}
