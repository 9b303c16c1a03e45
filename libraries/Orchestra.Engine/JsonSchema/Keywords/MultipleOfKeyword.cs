using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>The step between allowed numbers.</summary>
internal sealed class MultipleOfKeyword(string pointer, JsonElement divisor) : Keyword("multipleOf", pointer)
{
    private readonly JsonNumber _divisor = JsonNumber.From(divisor);

    public override InstanceKinds Kinds => InstanceKinds.Number;

    public override bool IsAssertion => true;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks) =>
        JsonNumber.From(instance).IsMultipleOf(_divisor)
        || (context.Collecting && context.Fail(this, $"expected a multiple of {Wording.Show(divisor)}, found {Wording.Show(instance)}"));
}
