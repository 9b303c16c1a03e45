using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Generation.Conditions.Language;
using Orchestra.Generation.Inputs;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>Reads domains from schemas.</summary>
internal static class VariableDomains
{
    private const int MaxEnum = 200;

    /// <summary>The values that schemas which all hold for one value allow.</summary>
    public static VariableDomain Of(SchemaParts parts)
    {
        var range = NumberRange.Of(parts);
        var values = EnumOf(parts);
        return new VariableDomain
        {
            Type = parts.Type(),
            Nullable = parts.Says("nullable") || AllowsNullType(parts),
            Enum = values,
            Minimum = range.Low,
            Maximum = range.High,
            ExclusiveMinimum = range.LowIsOut,
            ExclusiveMaximum = range.HighIsOut,
            MultipleOf =
                parts.First("multipleOf") is { ValueKind: JsonValueKind.Number } step
                && step.TryGetDecimal(out var multiple)
                && multiple is >= 1e-9m and <= 1e18m
                    ? multiple
                    : null,
            MinLength = parts.Largest("minLength"),
            MaxLength = parts.Smallest("maxLength"),
            Pattern = JsonTexts.TextOf(parts.First("pattern") ?? default),
            Format = JsonTexts.TextOf(parts.First("format") ?? default),
        };
    }

    private static List<ConditionValue>? EnumOf(SchemaParts parts)
    {
        if (parts.First("const") is { } constant)
        {
            return [Read(constant)];
        }

        List<ConditionValue>? values = null;
        foreach (var list in parts.Every("enum").Where(e => e.ValueKind == JsonValueKind.Array && e.GetArrayLength() <= MaxEnum))
        {
            var read = list.EnumerateArray().Select(Read).Distinct().ToList();
            values = values is null ? read : [.. values.Where(read.Contains)];
        }

        return values is { Count: > 0 } ? values : null;
    }

    private static bool AllowsNullType(SchemaParts parts)
    {
        var types = parts.Every("type").ToList();
        return types.Count > 0
            && types.TrueForAll(t =>
                t.ValueKind == JsonValueKind.Array && t.EnumerateArray().Take(8).Any(name => JsonTexts.TextOf(name) == "null")
            );
    }

    private static ConditionValue Read(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String => JsonTexts.TextOf(element) is { } text ? new ConditionValue.Text(text) : new ConditionValue.Null(),
            JsonValueKind.Object => new ConditionValue.Opaque(element.GetRawText()),
            _ => JsonValues.Read(JsonNode.Parse(element.GetRawText())),
        };
}
