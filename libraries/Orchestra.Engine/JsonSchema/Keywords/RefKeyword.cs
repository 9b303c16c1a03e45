using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>A reference whose target is known: <c>$ref</c>, and <c>$dynamicRef</c> where nothing is dynamic about it.</summary>
internal sealed class RefKeyword(string name, string pointer, SchemaNode target) : Keyword(name, pointer)
{
    /// <summary>Where it leads.</summary>
    public SchemaNode Target => target;

    public override InstanceKinds Kinds => InstanceKinds.Any;

    public override IEnumerable<SchemaNode> InPlace => [target];

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks) =>
        target.Evaluate(instance, context, marks);
}
