using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestra.Engine.Language.JsonPath;

/// <summary>Decides conditions of filters. "Nothing", RFC 9535's absence of a value, is a false first part of the pairs here.</summary>
internal sealed class FilterEvaluator(PathEvaluator paths, EvaluationBudget budget)
{
    // Building an automaton costs far more than looking at a value.
    private const int StepsPerPattern = 1000;
    private const int CharactersPerStep = 64;
    private readonly Dictionary<(string Pattern, bool Whole), IRegexp?> _patterns = [];

    public bool Holds(FilterExpression condition, JsonPathNode current)
    {
        budget.Step();
        switch (condition)
        {
            case FilterExpression.Any any:
                return any.Operands.Any(operand => Holds(operand, current));
            case FilterExpression.All all:
                return all.Operands.All(operand => Holds(operand, current));
            case FilterExpression.Not not:
                return !Holds(not.Operand, current);
            case FilterExpression.Exists exists:
                return paths.Select(exists.Path, current).Count > 0;
            case FilterExpression.Test test:
                return Matches(test.Call, current);
            case FilterExpression.Comparison comparison:
                return Compare(ValueOf(comparison.Left, current), comparison.Operator, ValueOf(comparison.Right, current));
            default:
                throw new InvalidOperationException($"no such condition: {condition}");
        }
    }

    private (bool Exists, JsonNode? Value) ValueOf(FilterOperand operand, JsonPathNode current)
    {
        switch (operand)
        {
            case FilterOperand.Literal literal:
                return (true, literal.Value);
            case FilterOperand.Path path:
                var selected = paths.Select(path.Expression, current);
                return selected.Count == 1 ? (true, selected[0].Value) : (false, null);
            case FilterOperand.Call { Function: FilterFunction.Count, Arguments: [FilterOperand.Path counted] }:
                return (true, JsonValue.Create(paths.Select(counted.Expression, current).Count));
            case FilterOperand.Call { Function: FilterFunction.Value, Arguments: [var single] }:
                return ValueOf(single, current);
            case FilterOperand.Call { Function: FilterFunction.Length, Arguments: [var measured] }:
                return LengthOf(ValueOf(measured, current));
            default:
                throw new InvalidOperationException($"no such operand: {operand}");
        }
    }

    private static (bool Exists, JsonNode? Value) LengthOf((bool Exists, JsonNode? Value) argument) =>
        argument switch
        {
            (true, JsonArray array) => (true, JsonValue.Create(array.Count)),
            (true, JsonObject json) => (true, JsonValue.Create(json.Count)),
            (true, { } value) when JsonTexts.IsString(value, out var text) => (true, JsonValue.Create(JsonTexts.CountRunes(text))),
            _ => (false, null),
        };

    private bool Matches(FilterOperand.Call call, JsonPathNode current)
    {
        var (hasText, textNode) = ValueOf(call.Arguments[0], current);
        var (hasPattern, patternNode) = ValueOf(call.Arguments[1], current);
        if (!hasText || !hasPattern || !JsonTexts.IsString(textNode, out var text) || !JsonTexts.IsString(patternNode, out var pattern))
        {
            return false;
        }

        budget.Step(text.Length / CharactersPerStep);
        var key = (pattern, call.Function == FilterFunction.Match);
        if (!_patterns.TryGetValue(key, out var expression))
        {
            budget.Step(StepsPerPattern);
            expression = IRegexp.TryParse(pattern, key.Item2);
            _patterns.Add(key, expression);
        }

        return expression?.IsMatch(text) ?? false;
    }

    private bool Compare((bool Exists, JsonNode? Value) left, ComparisonOperator comparison, (bool Exists, JsonNode? Value) right) =>
        comparison switch
        {
            ComparisonOperator.Equal => AreEqual(left, right),
            ComparisonOperator.NotEqual => !AreEqual(left, right),
            ComparisonOperator.Less => IsLess(left, right),
            ComparisonOperator.Greater => IsLess(right, left),
            ComparisonOperator.LessOrEqual => IsLess(left, right) || AreEqual(left, right),
            _ => IsLess(right, left) || AreEqual(left, right),
        };

    private bool AreEqual((bool Exists, JsonNode? Value) left, (bool Exists, JsonNode? Value) right) =>
        left.Exists == right.Exists && (!left.Exists || JsonEquality.AreEqual(left.Value, right.Value, budget));

    private static bool IsLess((bool Exists, JsonNode? Value) left, (bool Exists, JsonNode? Value) right)
    {
        if (JsonTexts.IsNumber(left.Value, out var a) && JsonTexts.IsNumber(right.Value, out var b))
        {
            return a.CompareTo(b) < 0;
        }

        return JsonTexts.KindOf(left.Value) == JsonValueKind.String
            && JsonTexts.IsString(right.Value, out var text)
            && JsonTexts.CompareRunes(JsonTexts.StringOf(left.Value!), text) < 0;
    }
}
