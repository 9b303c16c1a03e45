using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>Schemas for items by position, and one for all that follow.</summary>
internal sealed class ItemsKeyword(string name, string pointer, SchemaNode[] prefix, SchemaNode? rest, string restName, string restPointer)
    : Keyword(name, pointer)
{
    public override InstanceKinds Kinds => InstanceKinds.Array;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        var valid = true;
        var index = 0;
        foreach (var item in instance.EnumerateArray())
        {
            if (index >= prefix.Length && (rest is null || rest.AllowsEverything))
            {
                break;
            }

            if (!EvaluateItem(item, index, context))
            {
                valid = false;
                if (context.IsDone)
                {
                    return false;
                }
            }

            marks?.Mark(index);
            index++;
        }

        if (rest is not null)
        {
            marks?.MarkAll();
        }

        return valid;
    }

    private bool EvaluateItem(JsonElement item, int index, EvaluationContext context)
    {
        if (index < prefix.Length)
        {
            return context.EvaluateItem(prefix[index], item, index);
        }

        if (!rest!.AllowsNothing)
        {
            return context.EvaluateItem(rest, item, index);
        }

        return context.Collecting
            && context.FailAt(
                index,
                restName,
                restPointer,
                $"expected at most {Wording.Count(prefix.Length, "item", "items")}, found another"
            );
    }
}
