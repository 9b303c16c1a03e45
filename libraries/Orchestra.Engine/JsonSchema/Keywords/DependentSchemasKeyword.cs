using System.Text;
using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>Schemas for the whole object that one property makes apply.</summary>
internal sealed class DependentSchemasKeyword(string name, string pointer, IReadOnlyList<(string Trigger, SchemaNode Schema)> rules)
    : Keyword(name, pointer)
{
    private readonly (byte[] Trigger, SchemaNode Schema)[] _rules =
    [
        .. rules.Select(rule => (Encoding.UTF8.GetBytes(rule.Trigger), rule.Schema)),
    ];

    public override InstanceKinds Kinds => InstanceKinds.Object;

    public override IEnumerable<SchemaNode> InPlace => rules.Select(r => r.Schema);

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        var valid = true;
        foreach (var (trigger, schema) in _rules)
        {
            var applies = JsonText.TryGetProperty(instance, trigger, out _);
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
