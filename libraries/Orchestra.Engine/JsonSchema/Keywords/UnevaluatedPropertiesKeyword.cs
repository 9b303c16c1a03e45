using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>The schema for properties that nothing else has looked at.</summary>
internal sealed class UnevaluatedPropertiesKeyword(string pointer, SchemaNode schema) : Keyword("unevaluatedProperties", pointer)
{
    public override InstanceKinds Kinds => InstanceKinds.Object;

    public override bool ComesLast => true;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        var valid = true;
        var position = -1;
        foreach (var property in instance.EnumerateObject())
        {
            position++;
            if (marks!.IsMarked(position) || EvaluateRest(property, context))
            {
                continue;
            }

            valid = false;
            if (context.IsDone)
            {
                return false;
            }
        }

        marks!.MarkAll();
        return valid;
    }

    private bool EvaluateRest(JsonProperty property, EvaluationContext context)
    {
        if (!schema.AllowsNothing)
        {
            return context.EvaluateProperty(schema, property, property.Value);
        }

        if (!context.Collecting)
        {
            return false;
        }

        var name = JsonText.NameOf(property);
        return context.FailAt(name, Name, Pointer, $"the property {Wording.Quote(name)} is not allowed");
    }
}
