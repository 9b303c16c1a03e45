using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>The only allowed value.</summary>
internal sealed class ConstKeyword(string pointer, JsonElement value) : Keyword("const", pointer)
{
    public override InstanceKinds Kinds => InstanceKinds.Any;

    public override bool IsAssertion => true;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        if (JsonEquality.AreEqual(value, instance))
        {
            return true;
        }

        return context.Collecting && context.Fail(this, $"expected {Wording.Show(value)}, found {Wording.Show(instance)}");
    }
}
