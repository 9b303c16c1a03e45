using System.Runtime.InteropServices;
using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>The schema for the names of an object's properties.</summary>
internal sealed class PropertyNamesKeyword(string pointer, SchemaNode schema) : Keyword("propertyNames", pointer)
{
    public override InstanceKinds Kinds => InstanceKinds.Object;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        var valid = true;
        foreach (var property in instance.EnumerateObject())
        {
            if (EvaluateName(property, context))
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

    private bool EvaluateName(JsonProperty property, EvaluationContext context)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        var quoted = new byte[raw.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        raw.CopyTo(quoted.AsSpan(1));
        var name = JsonElement.Parse(quoted);
        if (!context.Collecting)
        {
            return context.EvaluateDetached(schema, name);
        }

        var errors = context.EvaluateDetachedApart(schema, name);
        if (errors is null)
        {
            return true;
        }

        var reason = errors.Count > 0 ? errors[0].Message : "it is not allowed";
        var text = JsonText.NameOf(property);
        return context.FailAt(text, Name, Pointer, $"the property name {Wording.Quote(text)} is not allowed: {reason}");
    }
}
