using System.Text;
using System.Text.Json.Nodes;
using Orchestra.Contracts;

namespace Orchestra.Api.Validation;

/// <summary>What JSON may hold and jsonb may not.</summary>
internal static class StorableJson
{
    private const string EscapedNul = "\\u0000";

    /// <summary>What keeps the database from holding it, to follow the name of the thing; null when nothing does.</summary>
    public static string? FaultOf(JsonNode node, int maxBytes)
    {
        try
        {
            var text = node.ToJsonString(OrchestraJson.Options);
            return HoldsNul(text) ? "must not contain the character NUL (U+0000)"
                : Encoding.UTF8.GetByteCount(text) > maxBytes ? $"must be at most {maxBytes / 1024} KiB"
                : null;
        }
        catch (InvalidOperationException)
        {
            // The reader leaves strings as they came until somebody asks for them.
            return "must not contain half of a surrogate pair (\\ud800 to \\udfff alone)";
        }
    }

    /// <summary>Whether a JSON text holds NUL. A backslash that is itself escaped before <c>u0000</c> is text.</summary>
    public static bool HoldsNul(string json)
    {
        for (var i = json.IndexOf('\\', StringComparison.Ordinal); i >= 0 && i < json.Length; i = json.IndexOf('\\', i))
        {
            if (json.AsSpan(i).StartsWith(EscapedNul, StringComparison.Ordinal))
            {
                return true;
            }

            i = Math.Min(i + 2, json.Length);
        }

        return false;
    }
}
