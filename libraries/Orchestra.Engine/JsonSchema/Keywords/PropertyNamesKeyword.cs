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
        using var names = JsonDocument.Parse(NamesOf(instance));
        var name = names.RootElement.EnumerateArray();
        foreach (var property in instance.EnumerateObject())
        {
            name.MoveNext();
            if (EvaluateName(property, name.Current, context))
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

    // All in one array, as they are written: one parse instead of one a name.
    private static ReadOnlyMemory<byte> NamesOf(JsonElement instance)
    {
        var length = 2;
        foreach (var property in instance.EnumerateObject())
        {
            length += JsonMarshal.GetRawUtf8PropertyName(property).Length + 3;
        }

        var text = new byte[length];
        var written = 0;
        text[written++] = (byte)'[';
        foreach (var property in instance.EnumerateObject())
        {
            var raw = JsonMarshal.GetRawUtf8PropertyName(property);
            if (written > 1)
            {
                text[written++] = (byte)',';
            }

            text[written++] = (byte)'"';
            raw.CopyTo(text.AsSpan(written));
            written += raw.Length;
            text[written++] = (byte)'"';
        }

        text[written++] = (byte)']';
        return text.AsMemory(0, written);
    }

    private bool EvaluateName(JsonProperty property, JsonElement name, EvaluationContext context)
    {
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
