using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Evaluation;

/// <summary>Plain words for values and kinds in messages; long values are cut.</summary>
internal static class Wording
{
    private const int MaxBytes = 60;
    private const int MaxListed = 10;

    /// <summary>A text in quotes, cut to a readable length.</summary>
    public static string Quote(string text) => $"\"{Cut(text)}\"";

    /// <summary>A value as JSON, cut to a readable length.</summary>
    public static string Show(JsonElement value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        return raw.Length <= MaxBytes ? Encoding.UTF8.GetString(raw) : Cut(Encoding.UTF8.GetString(raw[..(MaxBytes + 4)]));
    }

    /// <summary>The kind of a value, and scalars themselves.</summary>
    public static string Describe(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "an array",
            JsonValueKind.Null => "null",
            JsonValueKind.String => $"the string {Show(value)}",
            JsonValueKind.Number when JsonNumber.From(value).IsInteger => $"the integer {Show(value)}",
            JsonValueKind.Number => $"the number {Show(value)}",
            _ => Show(value),
        };

    /// <summary>Several words joined by "or".</summary>
    public static string AnyOf(IReadOnlyList<string> words)
    {
        if (words.Count > MaxListed)
        {
            return $"{string.Join(", ", words.Take(MaxListed))} or {words.Count - MaxListed} more";
        }

        return words.Count == 1 ? words[0] : $"{string.Join(", ", words.Take(words.Count - 1))} or {words[^1]}";
    }

    /// <summary>A count with its noun.</summary>
    public static string Count(long count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";

    private static string Cut(string text)
    {
        if (text.Length <= MaxBytes)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[MaxBytes - 1]) ? MaxBytes - 1 : MaxBytes;
        return $"{text[..end]}...";
    }
}
