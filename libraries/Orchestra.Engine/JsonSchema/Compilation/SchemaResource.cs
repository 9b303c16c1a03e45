namespace Orchestra.Engine.JsonSchema.Compilation;

/// <summary>A schema with a URI of its own, and the anchors declared in it.</summary>
internal sealed class SchemaResource(Uri uri, SchemaLocation root, SchemaResource? outer = null)
{
    public Uri Uri { get; } = uri;

    public SchemaLocation Root { get; } = root;

    /// <summary>The resource that it stands in; null for a whole document.</summary>
    public SchemaResource? Outer { get; } = outer;

    /// <summary>What its metaschema puts in force; null until somebody asks.</summary>
    public Vocabularies? Vocabularies { get; set; }

    /// <summary>Why its metaschema cannot be used; empty when it can.</summary>
    public string MetaschemaProblem { get; set; } = "";

    /// <summary>Names that references in this resource may end in, <c>$dynamicAnchor</c> included.</summary>
    public Dictionary<string, SchemaLocation> Anchors { get; } = new(StringComparer.Ordinal);

    /// <summary>Anchors that a <c>$dynamicRef</c> from elsewhere may lead to.</summary>
    public Dictionary<string, SchemaLocation> DynamicAnchors { get; } = new(StringComparer.Ordinal);
}
