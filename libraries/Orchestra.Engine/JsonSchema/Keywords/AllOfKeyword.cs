using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>Every one of the schemas holds.</summary>
internal sealed class AllOfKeyword(string pointer, SchemaNode[] schemas) : Keyword("allOf", pointer)
{
    public override InstanceKinds Kinds => InstanceKinds.Any;

    public override IEnumerable<SchemaNode> InPlace => schemas;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        var valid = true;
        foreach (var schema in schemas)
        {
            if (schema.Evaluate(instance, context, marks))
            {
                continue;
            }

            valid = false;
            if (context.IsDone)
            {
                return false;
            }
        }

        return valid;
    }
}
