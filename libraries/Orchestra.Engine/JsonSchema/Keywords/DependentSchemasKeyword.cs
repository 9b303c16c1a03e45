using System.Text;
using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>Schemas for the whole object that one property makes apply.</summary>
internal sealed class DependentSchemasKeyword(string name, string pointer, IReadOnlyList<(string Trigger, SchemaNode Schema)> rules)
    : Keyword(name, pointer)
{
    public override InstanceKinds Kinds => InstanceKinds.Object;

    public override IEnumerable<SchemaNode> InPlace => rules.Select(r => r.Schema);

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        var valid = true;
        foreach (var (trigger, schema) in rules)
        {
            var applies = JsonText.TryGetProperty(instance, Encoding.UTF8.GetBytes(trigger), out _);
            if (!applies || schema.Evaluate(instance, context, marks))
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
