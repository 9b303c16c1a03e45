using System.Text.Json;

namespace Orchestra.Engine.Tests.JsonSchema;

/// <summary>JSON from text, as deep as a test wants it.</summary>
internal static class Json
{
    public static JsonElement Parse(string text) => JsonElement.Parse(text, new JsonDocumentOptions { MaxDepth = 100_000 });
}
