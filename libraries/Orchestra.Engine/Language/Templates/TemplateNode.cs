using System.Text.Json.Nodes;

namespace Orchestra.Engine.Language.Templates;

/// <summary>A JSON tree whose strings are parsed.</summary>
internal abstract record TemplateNode
{
    /// <summary>A subtree without expressions.</summary>
    internal sealed record Constant(JsonNode? Value, long Bytes) : TemplateNode;

    /// <summary>A string with at least one expression, and its JSON pointer.</summary>
    internal sealed record Text(IReadOnlyList<TemplatePart> Parts, string Location) : TemplateNode;

    /// <summary>An object; its keys are never templates.</summary>
    internal sealed record Members(IReadOnlyList<KeyValuePair<string, TemplateNode>> Items) : TemplateNode;

    /// <summary>An array.</summary>
    internal sealed record Elements(IReadOnlyList<TemplateNode> Items) : TemplateNode;
}
