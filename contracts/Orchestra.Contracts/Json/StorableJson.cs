using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestra.Contracts.Json;

/// <summary>
/// What JSON may hold and the database's jsonb may not: the character NUL, half of a surrogate pair, and numbers beyond its range. Every
/// place where JSON of others comes in asks here, so that it is refused with its reason and never met as a failed statement.
/// </summary>
public static class StorableJson
{
    /// <summary>How many characters an exponent may save: <c>1e200000</c> is short, but jsonb writes every digit.</summary>
    private const int MaxGrowthOfNumber = 1000;

    /// <summary>The same for all numbers of a document, so that a small one does not become gigabytes.</summary>
    private const int MaxGrowthOfDocument = 16 * 1024 * 1024;

    /// <summary>What is said of half of a surrogate pair, also by those whose reader refuses it first.</summary>
    public const string SurrogateFault = "must not contain half of a surrogate pair (\\ud800 to \\udfff alone)";

    private const string NulFault = "must not contain the character NUL (U+0000)";
    private const string NumberFault = "must not contain numbers that the database cannot hold, such as 1e200000";

    /// <summary>What keeps the database from holding a value, to follow the name of the thing; null when nothing does.</summary>
    /// <param name="node">The value.</param>
    /// <param name="allowNul">Whether NUL is no fault, because whoever stores it replaces it, as the run ledger does.</param>
    public static string? FaultOf(JsonNode? node, bool allowNul = false)
    {
        long growth = 0;
        try
        {
            return FaultOf(node, allowNul, ref growth);
        }
        catch (InvalidOperationException)
        {
            // The reader leaves strings as they came until somebody asks for them.
            return SurrogateFault;
        }
    }

    /// <summary>As <see cref="FaultOf(JsonNode, bool)"/>, for valid JSON text.</summary>
    public static string? FaultOfText(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), new JsonReaderOptions { MaxDepth = 1000 });
        long growth = 0;
        while (reader.Read())
        {
            if (
                reader.TokenType == JsonTokenType.Number
                && FaultOfNumber(Encoding.UTF8.GetString(reader.ValueSpan), ref growth) is { } fault
            )
            {
                return fault;
            }

            if (
                reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
                && reader.ValueIsEscaped
                && FaultOfEscapes(reader) is { } wrong
            )
            {
                return wrong;
            }
        }

        return null;
    }

    /// <summary>Whether the database can hold a number.</summary>
    /// <param name="number">A number in JSON's grammar.</param>
    public static bool IsStorableNumber(ReadOnlySpan<char> number)
    {
        var parsed = new JsonbNumber(number);
        return parsed.Fits && parsed.Growth <= MaxGrowthOfNumber;
    }

    private static string? FaultOf(JsonNode? node, bool allowNul, ref long growth)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    if ((!allowNul && HoldsNul(name) ? NulFault : FaultOf(value, allowNul, ref growth)) is { } fault)
                    {
                        return fault;
                    }
                }

                return null;
            case JsonArray items:
                foreach (var item in items)
                {
                    if (FaultOf(item, allowNul, ref growth) is { } fault)
                    {
                        return fault;
                    }
                }

                return null;
            case JsonValue value when value.TryGetValue<string>(out var text):
                return !allowNul && HoldsNul(text) ? NulFault : null;
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number:
                return FaultOfNumber(value.ToJsonString(), ref growth);
            default:
                return null;
        }
    }

    private static bool HoldsNul(string text) => text.Contains('\0', StringComparison.Ordinal);

    private static string? FaultOfNumber(string number, ref long growth)
    {
        var parsed = new JsonbNumber(number);
        growth += Math.Max(0, parsed.Growth);
        return parsed.Fits && parsed.Growth <= MaxGrowthOfNumber && growth <= MaxGrowthOfDocument ? null : NumberFault;
    }

    private static string? FaultOfEscapes(Utf8JsonReader reader)
    {
        try
        {
            return HoldsNul(reader.GetString()!) ? NulFault : null;
        }
        catch (InvalidOperationException)
        {
            return SurrogateFault;
        }
    }
}
