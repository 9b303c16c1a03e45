using System.Text.Json.Nodes;

namespace Orchestra.Engine.Language.Rules;

/// <summary>Equality and order in rules: numbers exactly, two ISO dates as instants, other strings by their characters.</summary>
internal static class RuleComparer
{
    public static bool AreEqual(JsonNode? left, JsonNode? right, EvaluationBudget budget) =>
        JsonEquality.AreEqual(left, right, budget) || (TryDates(left, right, out var leftDate, out var rightDate) && leftDate == rightDate);

    /// <summary>Which is larger; null where the two have no order.</summary>
    public static int? Compare(JsonNode? left, JsonNode? right)
    {
        if (JsonTexts.IsNumber(left, out var a) && JsonTexts.IsNumber(right, out var b))
        {
            return a.CompareTo(b);
        }

        if (TryDates(left, right, out var leftDate, out var rightDate))
        {
            return leftDate.CompareTo(rightDate);
        }

        return JsonTexts.IsString(left, out var leftText) && JsonTexts.IsString(right, out var rightText)
            ? JsonTexts.CompareRunes(leftText, rightText)
            : null;
    }

    /// <summary>Whether a value has an order at all.</summary>
    public static bool IsOrdered(JsonNode? value) => JsonTexts.NameOf(value) is "number" or "string";

    private static bool TryDates(JsonNode? left, JsonNode? right, out DateTimeOffset leftDate, out DateTimeOffset rightDate)
    {
        leftDate = rightDate = default;
        return JsonTexts.IsString(left, out var leftText)
            && JsonTexts.IsString(right, out var rightText)
            && IsoDates.TryParse(leftText, out leftDate)
            && IsoDates.TryParse(rightText, out rightDate);
    }
}
