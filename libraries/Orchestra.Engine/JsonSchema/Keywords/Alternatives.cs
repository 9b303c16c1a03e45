using System.Text.Json;
using Orchestra.Engine.JsonSchema.Evaluation;

namespace Orchestra.Engine.JsonSchema.Keywords;

/// <summary>What <c>anyOf</c> and <c>oneOf</c> have in common.</summary>
internal static class Alternatives
{
    /// <summary>Tries one alternative; keeps its errors when a list for them is given.</summary>
    public static bool Holds(
        SchemaNode schema,
        JsonElement instance,
        EvaluationContext context,
        EvaluatedMarks? marks,
        List<IReadOnlyList<SchemaError>>? failures
    )
    {
        if (failures is null)
        {
            return schema.Evaluate(instance, context, marks);
        }

        var errors = context.EvaluateApart(schema, instance, marks);
        if (errors is null)
        {
            return true;
        }

        failures.Add(errors);
        return false;
    }

    /// <summary>Says that none matches, and what the nearest of them lacks.</summary>
    public static string ExplainNone(List<IReadOnlyList<SchemaError>> failures)
    {
        var nearest = Enumerable.Range(0, failures.Count).Where(i => failures[i].Count > 0).OrderBy(i => Distance(failures[i])).ToArray();
        var message = $"expected one of {Wording.Count(failures.Count, "alternative", "alternatives")} to match, found that none does";
        if (nearest.Length == 0)
        {
            return message;
        }

        var error = failures[nearest[0]][0];
        var place = error.InstancePointer.Length == 0 ? "" : $"at {error.InstancePointer}: ";
        return $"{message}; the nearest is number {nearest[0] + 1}: {place}{error.Message}";
    }

    // A wrong kind or tag at the top says that another alternative was meant.
    private static int Distance(IReadOnlyList<SchemaError> errors)
    {
        var isOther = errors.Any(e => e.Keyword is "type" or "const" or "enum" or "false");
        return errors.Count + (isOther ? 1000 : 0);
    }
}
