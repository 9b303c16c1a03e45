using System.Text.Json.Nodes;

namespace Orchestra.Contracts.Scenarios;

/// <summary>One part of a multipart body; every string in it is a template.</summary>
public sealed record StepPart
{
    /// <summary>The field's name; several parts may have one.</summary>
    public required string Name { get; init; }

    /// <summary>A text, or JSON.</summary>
    public JsonNode? Value { get; init; }

    /// <summary>Bytes in base64, instead of <see cref="Value"/>.</summary>
    public string? Base64 { get; init; }

    /// <summary>The name of the file that it is sent as; none when absent.</summary>
    public string? FileName { get; init; }

    /// <summary>Its media type; when absent the spec's, else <c>application/json</c> for JSON, <c>application/octet-stream</c> for bytes, none for a text.</summary>
    public string? ContentType { get; init; }

    /// <summary>Further headers of the part.</summary>
    public IReadOnlyDictionary<string, JsonNode?>? Headers { get; init; }
}
