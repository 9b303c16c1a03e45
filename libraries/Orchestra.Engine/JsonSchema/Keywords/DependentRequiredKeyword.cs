using System.Text;
using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>Properties that one property makes necessary.</summary>
internal sealed class DependentRequiredKeyword(
    string name,
    string pointer,
    IReadOnlyList<(string Trigger, IReadOnlyList<string> Needed)> rules
) : Keyword(name, pointer)
{
    private readonly (byte[] Trigger, byte[][] Needed)[] _names =
    [
        .. rules.Select(rule => (Encoding.UTF8.GetBytes(rule.Trigger), rule.Needed.Select(Encoding.UTF8.GetBytes).ToArray())),
    ];

    public override InstanceKinds Kinds => InstanceKinds.Object;

    public override bool IsAssertion => true;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        var valid = true;
        for (var rule = 0; rule < _names.Length; rule++)
        {
            var (trigger, needed) = _names[rule];
            for (var i = 0; i < needed.Length && (i > 0 || Has(instance, trigger)); i++)
            {
                if (Has(instance, needed[i]))
                {
                    continue;
                }

                valid = false;
                if (!context.Collecting)
                {
                    return false;
                }

                var (because, property) = (rules[rule].Trigger, rules[rule].Needed[i]);
                context.Fail(this, $"the property {Wording.Quote(property)} is required beside {Wording.Quote(because)} and missing");
            }
        }

        return valid;
    }

    private static bool Has(JsonElement instance, byte[] property) => JsonText.TryGetProperty(instance, property, out _);
}
