using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>A lower or upper bound of numbers.</summary>
internal sealed class NumberBoundKeyword(string name, string pointer, NumberBound bound, JsonElement limit) : Keyword(name, pointer)
{
    private readonly JsonNumber _limit = JsonNumber.From(limit);
    private readonly long? _wholeLimit = WholeOf(limit);

    public override InstanceKinds Kinds => InstanceKinds.Number;

    public override bool IsAssertion => true;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        var order = OrderOf(instance);
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

    // Nearly all numbers and limits are whole and short: those need no decimals.
    private int OrderOf(JsonElement instance) =>
        _wholeLimit is { } whole && WholeOf(instance) is { } value
            ? value.CompareTo(whole)
            : JsonNumber.Compare(JsonNumber.From(instance), _limit);

    private static long? WholeOf(JsonElement number)
    {
        var raw = JsonMarshal.GetRawUtf8Value(number);
        return Utf8Parser.TryParse(raw, out long value, out var read) && read == raw.Length ? value : null;
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
