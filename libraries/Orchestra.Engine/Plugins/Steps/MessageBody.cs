using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Json;

namespace Orchestra.Engine.Plugins.Steps;

/// <summary>The bytes of a message as the journal keeps them: JSON where they are that, else text, else base64.</summary>
/// <param name="Value">What rules read; null for no bytes.</param>
/// <param name="Encoding"><c>json</c>, <c>text</c> or <c>base64</c>.</param>
/// <param name="Truncated">Whether there were more bytes than are kept.</param>
internal sealed record MessageBody(JsonNode? Value, string Encoding, bool Truncated)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonDocumentOptions StrictJson = new() { AllowDuplicateProperties = false, MaxDepth = 200 };

    /// <summary>Reads bytes; nobody's bytes are a fault.</summary>
    /// <param name="bytes">As they came.</param>
    /// <param name="contentType">What the sender calls them; null or empty when it says nothing.</param>
    /// <param name="limit">How many are kept.</param>
    public static MessageBody Read(ReadOnlySpan<byte> bytes, string? contentType, int limit)
    {
        if (bytes.IsEmpty)
        {
            return new MessageBody(null, "json", Truncated: false);
        }

        var truncated = bytes.Length > limit;
        if (!truncated && (string.IsNullOrEmpty(contentType) || JsonMediaTypes.IsJson(contentType)) && TryReadJson(bytes, out var json))
        {
            return new MessageBody(json, "json", Truncated: false);
        }

        var kept = truncated ? bytes[..limit] : bytes;
        return TextOf(kept, truncated) is { } text
            ? new MessageBody(JsonValue.Create(text), "text", truncated)
            : new MessageBody(JsonValue.Create(Convert.ToBase64String(kept)), "base64", truncated);
    }

    // What the database cannot hold stays text: whoever takes the run over must judge by the same value.
    private static bool TryReadJson(ReadOnlySpan<byte> bytes, out JsonNode? json)
    {
        try
        {
            json = JsonNode.Parse(bytes, documentOptions: StrictJson);
            return StorableJson.FaultOf(json, allowNul: true) is null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            json = null;
            return false;
        }
    }

    // A cut may fall into a character, which has at most four bytes.
    private static string? TextOf(ReadOnlySpan<byte> bytes, bool truncated)
    {
        for (var dropped = 0; dropped <= (truncated ? 3 : 0) && dropped < bytes.Length; dropped++)
        {
            try
            {
                return Strict.GetString(bytes[..^dropped]);
            }
            catch (DecoderFallbackException)
            {
                // Not text, or not up to here.
            }
        }

        return null;
    }
}
