using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>The least or most characters, items or properties: <c>minLength</c>, <c>maxItems</c> and the like.</summary>
internal sealed class CountKeyword(string name, string pointer, InstanceKinds counted, bool isMaximum, long limit) : Keyword(name, pointer)
{
    public override InstanceKinds Kinds => counted;

    public override bool IsAssertion => true;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        if (instance.ValueKind == JsonValueKind.String && HoldsByBytes(JsonText.Raw(instance).Length))
        {
            return true;
        }

        var count = CountOf(instance);
        if (isMaximum ? count <= limit : count >= limit)
        {
            return true;
        }

        return context.Collecting && context.Fail(this, $"expected {(isMaximum ? "at most" : "at least")} {Words(limit)}, found {count}");
    }

    // A character is at least one byte and, as two escaped halves, at most twelve: most texts need no counting.
    private bool HoldsByBytes(int bytes) => isMaximum ? bytes <= limit : bytes / 12 >= limit || (limit == 1 && bytes > 0);

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
