namespace Orchestra.Engine.JsonSchema.Compilation;

/// <summary>A schema with a URI of its own, and the anchors declared in it.</summary>
internal sealed class SchemaResource(Uri uri, SchemaLocation root)
{
    public Uri Uri { get; } = uri;

    public SchemaLocation Root { get; } = root;

    /// <summary>Names that references in this resource may end in, <c>$dynamicAnchor</c> included.</summary>
    public Dictionary<string, SchemaLocation> Anchors { get; } = new(StringComparer.Ordinal);

    /// <summary>Anchors that a <c>$dynamicRef</c> from elsewhere may lead to.</summary>
    public Dictionary<string, SchemaLocation> DynamicAnchors { get; } = new(StringComparer.Ordinal);
}
