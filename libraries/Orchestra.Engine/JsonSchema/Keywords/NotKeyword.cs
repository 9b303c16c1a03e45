using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>The schema does not hold.</summary>
internal sealed class NotKeyword(string pointer, SchemaNode schema) : Keyword("not", pointer)
{
    public override InstanceKinds Kinds => InstanceKinds.Any;

    public override IEnumerable<SchemaNode> InPlace => [schema];

    public override IEnumerable<SchemaNode> Deciding => [schema];

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        // What holds inside is no statement about the instance: its marks are dropped.
        var valid = !context.EvaluateQuietly(schema, instance, marks?.Fork());
        return valid
            || (
                context.Collecting
                && context.Fail(this, $"expected a value that does not match the schema of not, found {Wording.Describe(instance)}")
            );
    }
}
