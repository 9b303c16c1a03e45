using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestra.Engine.Language;

/// <summary>Equality of JSON values: numbers by value, strings by characters, objects without regard to order.</summary>
internal static class JsonEquality
{
    public static bool AreEqual(JsonNode? left, JsonNode? right, EvaluationBudget budget) => AreEqual(left, right, budget, 0);

    private static bool AreEqual(JsonNode? left, JsonNode? right, EvaluationBudget budget, int depth)
    {
        budget.Step();
        if (depth > budget.Limits.MaxTreeDepth)
        {
            throw new EvaluationException(
                LanguageFaultKind.Limit,
                $"values nested deeper than {budget.Limits.MaxTreeDepth} levels are not compared"
            );
        }

        var kind = JsonTexts.KindOf(left);
        if (kind != JsonTexts.KindOf(right))
        {
            return false;
        }

        switch (kind)
        {
            case JsonValueKind.Number:
                return JsonNumber.Parse(left!.ToJsonString()).CompareTo(JsonNumber.Parse(right!.ToJsonString())) == 0;
            case JsonValueKind.String:
                return string.Equals(JsonTexts.StringOf(left!), JsonTexts.StringOf(right!), StringComparison.Ordinal);
            case JsonValueKind.Array:
                var (a, b) = ((JsonArray)left!, (JsonArray)right!);
                return a.Count == b.Count && Enumerable.Range(0, a.Count).All(i => AreEqual(a[i], b[i], budget, depth + 1));
            case JsonValueKind.Object:
                return ObjectsAreEqual((JsonObject)left!, (JsonObject)right!, budget, depth);
            default:
                return true;
        }
    }

    private static bool ObjectsAreEqual(JsonObject left, JsonObject right, EvaluationBudget budget, int depth) =>
        left.Count == right.Count
        && left.All(member => right.TryGetPropertyValue(member.Key, out var other) && AreEqual(member.Value, other, budget, depth + 1));
}
