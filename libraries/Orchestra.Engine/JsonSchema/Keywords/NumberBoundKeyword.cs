using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>A lower or upper bound of numbers.</summary>
internal sealed class NumberBoundKeyword(string name, string pointer, NumberBound bound, JsonElement limit) : Keyword(name, pointer)
{
    private readonly JsonNumber _limit = JsonNumber.From(limit);

    public override InstanceKinds Kinds => InstanceKinds.Number;

    public override bool IsAssertion => true;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        var order = JsonNumber.Compare(JsonNumber.From(instance), _limit);
        var holds = bound switch
        {
            NumberBound.Minimum => order >= 0,
            NumberBound.ExclusiveMinimum => order > 0,
            NumberBound.Maximum => order <= 0,
            _ => order < 0,
        };
        return holds
            || (context.Collecting && context.Fail(this, $"expected {Words()} {Wording.Show(limit)}, found {Wording.Show(instance)}"));
    }

    private string Words() =>
        bound switch
        {
            NumberBound.Minimum => "at least",
            NumberBound.ExclusiveMinimum => "more than",
            NumberBound.Maximum => "at most",
            _ => "less than",
        };
}
