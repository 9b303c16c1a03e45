using System.Text.Json.Nodes;

namespace Orchestra.Engine.Language.Rules;

/// <summary>Builds the test of an operator from its right side. A right side of the wrong shape is the rule's fault, a left one a violation.</summary>
internal static class RuleConditions
{
    private static readonly string[] TypeNames = ["string", "number", "integer", "boolean", "object", "array", "null"];

    public static RuleCondition Build(RuleOperator op, JsonNode? right, EvaluationBudget budget) =>
        op switch
        {
            RuleOperator.Eq => left => Equal(left, right, budget),
            RuleOperator.Ne => left => (!RuleComparer.AreEqual(left, right, budget), null),
            RuleOperator.Gt => Ordered(right, order => order > 0),
            RuleOperator.Ge => Ordered(right, order => order >= 0),
            RuleOperator.Lt => Ordered(right, order => order < 0),
            RuleOperator.Le => Ordered(right, order => order <= 0),
            RuleOperator.Between => Between(right),
            RuleOperator.Contains => left => Contains(left, right, budget),
            RuleOperator.NotContains => left =>
                Contains(left, right, budget) is var (holds, reason) ? (reason is null && !holds, reason) : default,
            RuleOperator.StartsWith => WithText(right, "startsWith", (text, part) => text.StartsWith(part, StringComparison.Ordinal)),
            RuleOperator.EndsWith => WithText(right, "endsWith", (text, part) => text.EndsWith(part, StringComparison.Ordinal)),
            RuleOperator.Matches => Matches(right, budget),
            RuleOperator.In => In(right, "in", true, budget),
            RuleOperator.NotIn => In(right, "notIn", false, budget),
            RuleOperator.Type => Type(right),
            RuleOperator.Length => Length(right),
            _ => throw Wrong($"{RuleOperators.NameOf(op)} asks about a path and takes no value"),
        };

    private static (bool Holds, string? Reason) Equal(JsonNode? left, JsonNode? right, EvaluationBudget budget)
    {
        if (RuleComparer.AreEqual(left, right, budget))
        {
            return (true, null);
        }

        // The text "5" for the number 5 is the mistake that looks like no mistake in a report.
        var (leftType, rightType) = (JsonTexts.NameOf(left), JsonTexts.NameOf(right));
        return (false, leftType == rightType ? null : $"a {leftType} is not a {rightType}");
    }

    private static RuleCondition Ordered(JsonNode? right, Func<int, bool> holds)
    {
        if (!RuleComparer.IsOrdered(right))
        {
            throw Wrong($"an order needs a number, a date or a string on the right, not {JsonTexts.NameOf(right)}");
        }

        return left =>
            RuleComparer.Compare(left, right) is { } order
                ? (holds(order), null)
                : (false, $"a {JsonTexts.NameOf(left)} has no order with a {JsonTexts.NameOf(right)}");
    }

    private static RuleCondition Between(JsonNode? right)
    {
        if (right is not JsonArray { Count: 2 } bounds || RuleComparer.Compare(bounds[0], bounds[1]) is not { } order)
        {
            throw Wrong("between needs an array of two numbers, dates or strings on the right");
        }

        if (order > 0)
        {
            throw Wrong("between has its lower bound above its upper one");
        }

        return left =>
            RuleComparer.Compare(left, bounds[0]) is { } low && RuleComparer.Compare(left, bounds[1]) is { } high
                ? (low >= 0 && high <= 0, null)
                : (false, $"a {JsonTexts.NameOf(left)} has no order with a {JsonTexts.NameOf(bounds[0])}");
    }

    private static (bool Holds, string? Reason) Contains(JsonNode? left, JsonNode? right, EvaluationBudget budget)
    {
        switch (left)
        {
            case JsonArray array:
                return (array.Any(element => RuleComparer.AreEqual(element, right, budget)), null);
            case JsonObject json:
                return JsonTexts.IsString(right, out var key)
                    ? (json.ContainsKey(key), null)
                    : (false, "an object contains keys, which are strings");
            default:
                if (!JsonTexts.IsString(left, out var text))
                {
                    return (false, $"a {JsonTexts.NameOf(left)} contains nothing");
                }

                return JsonTexts.IsString(right, out var part)
                    ? (text.Contains(part, StringComparison.Ordinal), null)
                    : (false, $"a string contains strings, not a {JsonTexts.NameOf(right)}");
        }
    }

    private static RuleCondition WithText(JsonNode? right, string op, Func<string, string, bool> holds)
    {
        if (!JsonTexts.IsString(right, out var part))
        {
            throw Wrong($"{op} needs a string on the right, not {JsonTexts.NameOf(right)}");
        }

        return left =>
            JsonTexts.IsString(left, out var text) ? (holds(text, part), null) : (false, $"a {JsonTexts.NameOf(left)} is not a string");
    }

    private static RuleCondition Matches(JsonNode? right, EvaluationBudget budget)
    {
        const int CharactersPerStep = 64;
        var pattern = JsonTexts.IsString(right, out var written)
            ? RulePattern.Build(written)
            : throw Wrong($"matches needs a regular expression on the right, not {JsonTexts.NameOf(right)}");
        return left =>
        {
            if (!JsonTexts.IsString(left, out var text))
            {
                return (false, $"a {JsonTexts.NameOf(left)} is not a string");
            }

            budget.Step(text.Length / CharactersPerStep);
            return (RulePattern.IsMatch(pattern, text), null);
        };
    }

    private static RuleCondition In(JsonNode? right, string op, bool expected, EvaluationBudget budget)
    {
        if (right is not JsonArray array)
        {
            throw Wrong($"{op} needs an array on the right, not {JsonTexts.NameOf(right)}");
        }

        return left => (array.Any(element => RuleComparer.AreEqual(left, element, budget)) == expected, null);
    }

    private static RuleCondition Type(JsonNode? right)
    {
        if (!JsonTexts.IsString(right, out var name) || !TypeNames.Contains(name, StringComparer.Ordinal))
        {
            throw Wrong($"type needs one of {string.Join(", ", TypeNames)} on the right");
        }

        return left =>
            name == "integer"
                ? (JsonTexts.IsNumber(left, out var number) && number.IsInteger, null)
                : (JsonTexts.NameOf(left) == name, null);
    }

    private static RuleCondition Length(JsonNode? right)
    {
        var (low, high) = right is JsonArray { Count: 2 } bounds ? (Size(bounds[0]), Size(bounds[1])) : (Size(right), Size(right));
        if (low > high)
        {
            throw Wrong("length has its lower bound above its upper one");
        }

        return left =>
        {
            long? length = left switch
            {
                JsonArray array => array.Count,
                JsonObject json => json.Count,
                _ => JsonTexts.IsString(left, out var text) ? JsonTexts.CountRunes(text) : null,
            };
            return length is null
                ? (false, $"a {JsonTexts.NameOf(left)} has no length")
                : (length >= low && length <= high, $"its length is {length}");
        };
    }

    private static long Size(JsonNode? value) =>
        JsonTexts.IsNumber(value, out var number) && number.ToInt64() is { } size and >= 0
            ? size
            : throw Wrong("length needs a whole number from 0, or an array of two, on the right");

    private static EvaluationException Wrong(string message) => new(LanguageFaultKind.Rule, message);
}
