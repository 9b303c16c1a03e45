using System.Text.Json;

namespace Orchestra.Engine.JsonSchema.Values;

/// <summary>JSON Pointer (RFC 6901): the writing and following of paths.</summary>
internal static class JsonPointer
{
    /// <summary>The pointer one step further.</summary>
    public static string Append(string pointer, string token) => $"{pointer}/{Escape(token)}";

    public static string Escape(string token) =>
        token.AsSpan().IndexOfAny('~', '/') < 0
            ? token
            : token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    public static string Unescape(string token) =>
        token.Contains('~', StringComparison.Ordinal)
            ? token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)
            : token;

    /// <summary>One step into an object or array; false when there is no such member.</summary>
    public static bool TryStep(JsonElement value, string token, out JsonElement next)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            return JsonText.TryGetProperty(value, System.Text.Encoding.UTF8.GetBytes(token), out next);
        }

        next = default;
        if (value.ValueKind != JsonValueKind.Array || !IsIndex(token, out var index) || index >= value.GetArrayLength())
        {
            return false;
        }

        next = value[index];
        return true;
    }

    private static bool IsIndex(string token, out int index)
    {
        index = 0;
        var canonical = token == "0" || (token.Length > 0 && token[0] is >= '1' and <= '9');
        return canonical
            && int.TryParse(token, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out index);
    }
}
