using System.Text.Json;

namespace Orchestra.Engine.JsonSchema.Compilation;

/// <summary>One document that schemas are read from.</summary>
internal sealed class SchemaSource(Uri uri, JsonElement root, string pointerPrefix)
{
    /// <summary>The address its relative references start from.</summary>
    public Uri Uri { get; } = uri;

    /// <summary>The whole document.</summary>
    public JsonElement Root { get; } = root;

    /// <summary>What stands before its pointers in errors: nothing for the main document.</summary>
    public string PointerPrefix { get; } = pointerPrefix;
}
