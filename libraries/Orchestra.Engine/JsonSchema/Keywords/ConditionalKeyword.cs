using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary><c>if</c>, <c>then</c> and <c>else</c>.</summary>
internal sealed class ConditionalKeyword(string pointer, SchemaNode condition, SchemaNode? then, SchemaNode? otherwise)
    : Keyword("if", pointer)
{
    public override InstanceKinds Kinds => InstanceKinds.Any;

    public override IEnumerable<SchemaNode> InPlace => new[] { condition, then, otherwise }.OfType<SchemaNode>();

    public override IEnumerable<SchemaNode> Deciding => [condition];

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        var branch = marks?.Fork();
        var holds = context.EvaluateQuietly(condition, instance, branch);
        if (holds && branch is not null)
        {
            marks!.Merge(branch);
        }

        var chosen = holds ? then : otherwise;
        return chosen is null || chosen.Evaluate(instance, context, marks);
    }
}
