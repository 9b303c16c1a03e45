using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>How many items match a schema: <c>contains</c> with <c>minContains</c> and <c>maxContains</c>.</summary>
internal sealed class ContainsKeyword(
    string pointer,
    SchemaNode schema,
    (long Limit, string Pointer)? minimum,
    (long Limit, string Pointer)? maximum,
    bool marksItems
) : Keyword("contains", pointer)
{
    public override InstanceKinds Kinds => InstanceKinds.Array;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        var least = minimum?.Limit ?? 1;
        var countAll = maximum is not null || (marks is not null && marksItems);
        long matches = 0;
        var index = 0;
        foreach (var item in instance.EnumerateArray())
        {
            if (!countAll && matches >= least)
            {
                break;
            }

            if (context.EvaluateItemQuietly(schema, item, index))
            {
                matches++;
                if (marksItems)
                {
                    marks?.Mark(index);
                }
            }

            index++;
        }

        return HasEnough(matches, least, context) && HasNotTooMany(matches, context);
    }

    private bool HasEnough(long matches, long least, EvaluationContext context)
    {
        if (matches >= least)
        {
            return true;
        }

        if (!context.Collecting)
        {
            return false;
        }

        var message = $"expected at least {Wording.Count(least, "item", "items")} that match the schema of contains, found {matches}";
        return minimum is { } bound ? context.Fail(bound.Pointer, "minContains", message) : context.Fail(this, message);
    }

    private bool HasNotTooMany(long matches, EvaluationContext context)
    {
        if (maximum is not { } bound || matches <= bound.Limit)
        {
            return true;
        }

        return context.Collecting
            && context.Fail(
                bound.Pointer,
                "maxContains",
                $"expected at most {Wording.Count(bound.Limit, "item", "items")} that match the schema of contains, found {matches}"
            );
    }
}
