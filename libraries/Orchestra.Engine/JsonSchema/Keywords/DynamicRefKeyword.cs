using System.Text.Json;
using Orchestra.Engine.JsonSchema.Compilation;
using Orchestra.Engine.JsonSchema.Evaluation;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>A reference to the outermost schema on the way here that declares the anchor.</summary>
internal sealed class DynamicRefKeyword(string pointer, string anchor, SchemaNode target) : Keyword("$dynamicRef", pointer)
{
    private volatile IReadOnlyDictionary<SchemaResource, SchemaNode> _targets = new Dictionary<SchemaResource, SchemaNode>();

    public string Anchor { get; } = anchor;

    /// <summary>
    /// Where the reference leads, by the resource that is outermost. Replaced as a whole when a later compilation
    /// of the same document reaches further resources: evaluation may be under way on other threads.
    /// </summary>
    public IReadOnlyDictionary<SchemaResource, SchemaNode> Targets
    {
        get => _targets;
        set => _targets = value;
    }

    public override InstanceKinds Kinds => InstanceKinds.Any;

    public override IEnumerable<SchemaNode> InPlace => _targets.Values.Prepend(target);

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        var outermost = context.Outermost(_targets) ?? target;
        return outermost.Evaluate(instance, context, marks);
    }
}
