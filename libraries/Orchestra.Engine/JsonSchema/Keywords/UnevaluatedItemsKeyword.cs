using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>The schema for items that nothing else has looked at.</summary>
internal sealed class UnevaluatedItemsKeyword(string pointer, SchemaNode schema) : Keyword("unevaluatedItems", pointer)
{
    public override InstanceKinds Kinds => InstanceKinds.Array;

    public override bool ComesLast => true;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        var valid = true;
        var index = -1;
        foreach (var item in instance.EnumerateArray())
        {
            index++;
            if (marks!.IsMarked(index) || EvaluateRest(item, index, context))
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

    private bool EvaluateRest(JsonElement item, int index, EvaluationContext context)
    {
        if (!schema.AllowsNothing)
        {
            return context.EvaluateItem(schema, item, index);
        }

        return context.Collecting && context.FailAt(index, Name, Pointer, $"the item {index} is not allowed");
    }
}
