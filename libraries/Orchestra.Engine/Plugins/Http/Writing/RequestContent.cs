using System.Text.Json.Nodes;

namespace Orchestra.Engine.Plugins.Http.Writing;

/// <summary>A written body.</summary>
/// <param name="Bytes">What is sent.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Record">What the journal keeps of it.</param>
/// <param name="Value">What its schema is asked about; null where that cannot be said.</param>
internal sealed record RequestContent(byte[] Bytes, string ContentType, JsonNode? Record, JsonNode? Value);
