using System.Text.Json;
using System.Text.RegularExpressions;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>The named format of strings, where formats are checked.</summary>
internal sealed class FormatKeyword(string pointer, string format, Func<string, bool> check) : Keyword("format", pointer)
{
    public override InstanceKinds Kinds => InstanceKinds.String;

    public override bool IsAssertion => true;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        try
        {
            return check(JsonText.Decode(instance))
                || (context.Collecting && context.Fail(this, $"expected the format {format}, found {Wording.Show(instance)}"));
        }
        catch (RegexMatchTimeoutException)
        {
            context.Stop(Pointer, Name, $"the text takes too long to check for the format {format} and was given up");
            return false;
        }
    }
}
