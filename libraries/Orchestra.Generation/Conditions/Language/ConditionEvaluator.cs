using System.Text.Json.Nodes;

namespace Orchestra.Generation.Conditions.Language;

/// <summary>
/// Says whether a condition holds. Three answers: a variable that is missing, values that cannot be compared and arithmetic beyond decimals
/// make it unknown, unless the rest decides.
/// </summary>
internal static class ConditionEvaluator
{
    /// <summary>Whether the condition holds for a JSON object; null for unknown.</summary>
    public static bool? Judge(ConditionExpression condition, JsonObject data) => Judge(condition, path => JsonValues.At(data, path));

    /// <summary>Whether the condition holds for the values that <paramref name="lookup"/> gives; it answers null for a missing one.</summary>
    public static bool? Judge(ConditionExpression condition, Func<VariablePath, ConditionValue?> lookup) =>
        condition switch
        {
            ConditionExpression.Not not => !Judge(not.Inner, lookup),
            ConditionExpression.And and => All(and.Parts, lookup),
            ConditionExpression.Or or => Any(or.Parts, lookup),
            ConditionExpression.Compare compare => Compare(compare, lookup),
            _ => Value(condition, lookup) is ConditionValue.Boolean boolean ? boolean.Value : null,
        };

    /// <summary>An expression's value; null for unknown.</summary>
    public static ConditionValue? Value(ConditionExpression expression, Func<VariablePath, ConditionValue?> lookup)
    {
        switch (expression)
        {
            case ConditionExpression.Literal literal:
                return literal.Value;
            case ConditionExpression.Variable variable:
                return lookup(variable.Path);
            case ConditionExpression.Arithmetic arithmetic:
                return Value(arithmetic.Left, lookup) is { } left && Value(arithmetic.Right, lookup) is { } right
                    ? ValueArithmetic.Apply(arithmetic.Operator, left, right)
                    : null;
            case ConditionExpression.Call call:
                var arguments = call.Arguments.Select(a => Value(a, lookup)).ToList();
                return arguments.Contains(null) ? null : Call(call.Function, arguments!);
            case ConditionExpression.Choice choice:
                return Judge(choice.Test, lookup) is { } test ? Value(test ? choice.Then : choice.Else, lookup) : null;
            case ConditionExpression.List list:
                var items = list.Items.Select(i => Value(i, lookup)).ToList();
                return items.Contains(null) ? null : new ConditionValue.List(items!);
            default:
                return Judge(expression, lookup) is { } truth ? new ConditionValue.Boolean(truth) : null;
        }
    }

    private static bool? All(IReadOnlyList<ConditionExpression> parts, Func<VariablePath, ConditionValue?> lookup)
    {
        bool? all = true;
        foreach (var part in parts)
        {
            var truth = Judge(part, lookup);
            if (truth == false)
            {
                return false;
            }

            all = truth is null ? null : all;
        }

        return all;
    }

    private static bool? Any(IReadOnlyList<ConditionExpression> parts, Func<VariablePath, ConditionValue?> lookup)
    {
        bool? any = false;
        foreach (var part in parts)
        {
            var truth = Judge(part, lookup);
            if (truth == true)
            {
                return true;
            }

            any = truth is null ? null : any;
        }

        return any;
    }

    private static bool? Compare(ConditionExpression.Compare compare, Func<VariablePath, ConditionValue?> lookup) =>
        Value(compare.Left, lookup) is { } left && Value(compare.Right, lookup) is { } right
            ? ValueComparison.Judge(compare.Operator, left, right)
            : null;

    private static ConditionValue? Call(ConditionFunction function, IReadOnlyList<ConditionValue> arguments)
    {
        bool? truth = (function, arguments) switch
        {
            (ConditionFunction.Contains, [ConditionValue.Text text, ConditionValue.Text part]) => text.Value.Contains(
                part.Value,
                StringComparison.Ordinal
            ),
            (ConditionFunction.Contains or ConditionFunction.ListContains, [ConditionValue.List list, var element]) => Holds(list, element),
            (ConditionFunction.StartsWith, [ConditionValue.Text text, ConditionValue.Text part]) => text.Value.StartsWith(
                part.Value,
                StringComparison.Ordinal
            ),
            (ConditionFunction.EndsWith, [ConditionValue.Text text, ConditionValue.Text part]) => text.Value.EndsWith(
                part.Value,
                StringComparison.Ordinal
            ),
            (ConditionFunction.Empty, [ConditionValue.Null]) => true,
            (ConditionFunction.Empty, [ConditionValue.Text text]) => text.Value.Length == 0,
            (ConditionFunction.Empty, [ConditionValue.List list]) => list.Items.Count == 0,
            (ConditionFunction.Empty, [not ConditionValue.Opaque]) => false,
            _ => null,
        };
        return truth is { } known
            ? new ConditionValue.Boolean(known)
            : (function, arguments) switch
            {
                (ConditionFunction.Length or ConditionFunction.Count, [ConditionValue.Text text]) => new ConditionValue.Number(
                    TextLength(text.Value)
                ),
                (ConditionFunction.Length or ConditionFunction.Count, [ConditionValue.List list]) => new ConditionValue.Number(
                    list.Items.Count
                ),
                _ => null,
            };
    }

    private static bool? Holds(ConditionValue.List list, ConditionValue element)
    {
        bool? found = false;
        foreach (var item in list.Items)
        {
            switch (ValueComparison.Judge(ComparisonOperator.Equal, item, element))
            {
                case true:
                    return true;
                case null:
                    // An element of another kind is not the one asked for.
                    found = item.GetType() == element.GetType() ? null : found;
                    break;
            }
        }

        return found;
    }

    /// <summary>Characters as JSON Schema and FEEL count them: a surrogate pair is one.</summary>
    public static int TextLength(string text)
    {
        var length = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            length++;
        }

        return length;
    }
}
