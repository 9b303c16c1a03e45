using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>The least or most characters, items or properties: <c>minLength</c>, <c>maxItems</c> and the like.</summary>
internal sealed class CountKeyword(string name, string pointer, InstanceKinds counted, bool isMaximum, long limit) : Keyword(name, pointer)
{
    public override InstanceKinds Kinds => counted;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        var count = CountOf(instance);
        if (isMaximum ? count <= limit : count >= limit)
        {
            return true;
        }

        return context.Collecting && context.Fail(this, $"expected {(isMaximum ? "at most" : "at least")} {Words(limit)}, found {count}");
    }

    private static long CountOf(JsonElement instance) =>
        instance.ValueKind switch
        {
            JsonValueKind.String => JsonText.CountCodePoints(JsonText.Raw(instance)),
            JsonValueKind.Array => instance.GetArrayLength(),
            _ => instance.GetPropertyCount(),
        };

    private string Words(long count) =>
        counted switch
        {
            InstanceKinds.String => Wording.Count(count, "character", "characters"),
            InstanceKinds.Array => Wording.Count(count, "item", "items"),
            _ => Wording.Count(count, "property", "properties"),
        };
}
