using System.Runtime.InteropServices;
using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>The kinds of values that are allowed.</summary>
internal sealed class TypeKeyword(string pointer, InstanceKinds allowed, IntegerRule integers, IReadOnlyList<string> names)
    : Keyword("type", pointer)
{
    public override InstanceKinds Kinds => InstanceKinds.Any;

    public override InstanceKinds AlwaysHolds => allowed;

    public override bool IsAssertion => true;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        if ((SchemaNode.KindOf(instance.ValueKind) & allowed) != 0)
        {
            return true;
        }

        if (instance.ValueKind == JsonValueKind.Number && IsInteger(instance))
        {
            return true;
        }

        return context.Collecting && context.Fail(this, $"expected {Wording.AnyOf(names)}, found {Wording.Describe(instance)}");
    }

    private bool IsInteger(JsonElement number)
    {
        if (integers == IntegerRule.None)
        {
            return false;
        }

        var plain = !JsonMarshal.GetRawUtf8Value(number).ContainsAny((byte)'.', (byte)'e', (byte)'E');
        return plain || (integers == IntegerRule.ByValue && JsonNumber.From(number).IsInteger);
    }
}
