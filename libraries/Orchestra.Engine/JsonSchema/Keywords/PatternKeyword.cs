using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Patterns;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>The regular expression that strings must match somewhere.</summary>
internal sealed class PatternKeyword(string pointer, SchemaPattern pattern) : Keyword("pattern", pointer)
{
    private const int StackChars = 256;

    public override InstanceKinds Kinds => InstanceKinds.String;

    public override bool IsAssertion => true;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        var raw = JsonText.Raw(instance);
        var buffer = raw.Length <= StackChars ? stackalloc char[StackChars] : new char[raw.Length];
        var text = buffer[..JsonText.Decode(raw, buffer)];
        if (context.Matches(pattern, text, Pointer, Name))
        {
            return true;
        }

        return context.Collecting
            && context.Fail(this, $"expected a string that matches {Wording.Quote(pattern.Source)}, found {Wording.Show(instance)}");
    }
}
