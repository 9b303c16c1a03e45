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
    public override InstanceKinds Kinds => InstanceKinds.Object;

    public override bool Evaluate(JsonElement instance, EvaluationContext context, EvaluatedMarks? marks)
    {
        var valid = true;
        foreach (var (trigger, needed) in rules)
        {
            if (!Has(instance, trigger))
            {
                continue;
            }

            foreach (var property in needed.Where(p => !Has(instance, p)))
            {
                valid = false;
                if (!context.Collecting)
                {
                    return false;
                }

                context.Fail(this, $"the property {Wording.Quote(property)} is required beside {Wording.Quote(trigger)} and missing");
            }
        }

        return valid;
    }

    private static bool Has(JsonElement instance, string property) =>
        JsonText.TryGetProperty(instance, Encoding.UTF8.GetBytes(property), out _);
}
