using System.Text.Json.Nodes;

namespace Orchestra.Engine.Language.Templates;

/// <summary>What a template gave.</summary>
/// <param name="Value">The value; shares nothing with the context.</param>
/// <param name="Secrets">The texts of the secrets in it, and of function results made from secrets: mask them wherever the value is shown or stored.</param>
/// <param name="Paths">The normalized paths of the values it was made from, in order.</param>
public sealed record RenderedValue(JsonNode? Value, IReadOnlyList<string> Secrets, IReadOnlyList<string> Paths);
