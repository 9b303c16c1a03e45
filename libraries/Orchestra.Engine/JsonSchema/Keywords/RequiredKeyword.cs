using System.Text;
using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>The properties an object must have.</summary>
internal sealed class RequiredKeyword(string pointer, IReadOnlyList<string> names) : Keyword("required", pointer)
{
    private readonly byte[][] _names = [.. names.Select(Encoding.UTF8.GetBytes)];

    /// <summary>The names, each once.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Set where <see cref="PropertiesKeyword"/> does the same on its way: then only errors are asked for here.</summary>
    public bool IsCheckedElsewhere { get; set; }

    public override InstanceKinds Kinds => InstanceKinds.Object;

    public override bool IsAssertion => true;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        if (IsCheckedElsewhere && !context.Collecting)
        {
            return true;
        }

        var valid = true;
        for (var i = 0; i < _names.Length; i++)
        {
            if (JsonText.TryGetProperty(instance, _names[i], out _))
            {
                continue;
            }

            if (!context.Collecting)
            {
                return false;
            }

            valid = context.Fail(this, $"the property {Wording.Quote(names[i])} is required and missing");
        }

        return valid;
    }
}
