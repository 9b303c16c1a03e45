using System.Text.Json.Nodes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Conditions.Language;
using Orchestra.Generation.Conditions.Solving;

namespace Orchestra.Generation.Conditions.Rules;

/// <summary>
/// Writes what a condition asks of an answer as rules of the product's own language: each rule looks at one member. What has no rule, such as a
/// choice between two members, is not expressible.
/// </summary>
/// <param name="left">The template of a variable that the step's own answer has; null for others.</param>
/// <param name="right">The template of a variable that is compared with; null where there is none.</param>
internal sealed class RuleTranslator(Func<VariablePath, string?> left, Func<VariablePath, string?> right)
{
    /// <summary>The rules; null where the conditions are not expressible.</summary>
    /// <param name="conjuncts">What must hold, for example that the condition of one flow is true and those of others are false.</param>
    public IReadOnlyList<BusinessRule>? Translate(IReadOnlyList<Conjunct> conjuncts)
    {
        var normal = new NormalForm(new SolverBudget());
        var parts = new List<ConditionExpression>();
        foreach (var conjunct in conjuncts)
        {
            if (normal.Of(conjunct.Expression, conjunct.Holds) is not { } form)
            {
                return null;
            }

            parts.AddRange(form is ConditionExpression.And and ? and.Parts : [form]);
        }

        var rules = new List<BusinessRule>();
        foreach (var part in RuleSimplifier.Simplify(parts))
        {
            if (Rule(part) is not { } written)
            {
                return null;
            }

            rules.AddRange(written);
        }

        return rules.Count > 0 ? rules : null;
    }

    private List<BusinessRule>? Rule(ConditionExpression part) =>
        part switch
        {
            ConditionExpression.Or or => OneOf(or),
            ConditionExpression.Compare compare => Comparison(compare),
            ConditionExpression.Variable { Path: var path } => Of(path, "eq", JsonValue.Create(true)),
            ConditionExpression.Not { Inner: ConditionExpression.Variable { Path: var path } } => Of(path, "eq", JsonValue.Create(false)),
            ConditionExpression.Call call => Call(call, true),
            ConditionExpression.Not { Inner: ConditionExpression.Call call } => Call(call, false),
            _ => null,
        };

    private List<BusinessRule>? OneOf(ConditionExpression.Or or) =>
        SolverAtom.Of(or) is { Named: { } values, Variables: [var path] }
            ? Of(
                path,
                "in",
                new JsonArray([.. values.Select(v => v is ConditionValue.Text text ? Plain(text.Value) : JsonValues.Write(v))])
            )
            : null;

    private List<BusinessRule>? Comparison(ConditionExpression.Compare compare)
    {
        var (a, op, b) = (compare.Left, compare.Operator, compare.Right);
        if (LeftOf(a) is null && LeftOf(b) is not null)
        {
            (a, op, b) = (b, Comparisons.Mirrored(op), a);
        }

        if (LeftOf(a) is not { } template)
        {
            return Solved(compare);
        }

        return b switch
        {
            ConditionExpression.Literal { Value: ConditionValue.Duration } => null,
            ConditionExpression.Literal { Value: ConditionValue.Null } => op switch
            {
                // A null on the right would be no value at all.
                ComparisonOperator.Equal => [Write(template, "in", new JsonArray((JsonNode?)null))],
                ComparisonOperator.NotEqual => [Write(template, "notIn", new JsonArray((JsonNode?)null))],
                _ => null,
            },
            ConditionExpression.Literal { Value: ConditionValue.Text text } => [Write(template, Name(op), Plain(text.Value))],
            ConditionExpression.Literal literal => [Write(template, Name(op), JsonValues.Write(literal.Value))],
            ConditionExpression.Variable { Path: var other } when right(other) is { } value =>
            [
                Write(template, Name(op), JsonValue.Create(value)),
            ],
            _ => Solved(compare),
        };
    }

    // 2 * x + 1 > 7 is x > 3.
    private List<BusinessRule>? Solved(ConditionExpression.Compare compare)
    {
        if (LinearForm.Of(compare, false) is not { Coefficients.Count: 1 } form)
        {
            return null;
        }

        var (path, factor) = form.Coefficients.Single();
        var limit = -form.Constant / factor;
        var op = factor < 0 ? Comparisons.Mirrored(compare.Operator) : compare.Operator;
        return limit * factor == -form.Constant ? Of(path, Name(op), JsonValues.Write(new ConditionValue.Number(limit))) : null;
    }

    private List<BusinessRule>? Call(ConditionExpression.Call call, bool holds)
    {
        if (call.Arguments[0] is not ConditionExpression.Variable { Path: var path } || left(path) is not { } inner)
        {
            return null;
        }

        var template = $"{{{{{inner}}}}}";
        if (call.Function == ConditionFunction.Empty)
        {
            return [Write(template, holds ? "in" : "notIn", new JsonArray(null, JsonValue.Create(string.Empty), new JsonArray()))];
        }

        var other = call.Arguments is [_, ConditionExpression.Literal literal]
            ? literal.Value is ConditionValue.Text text
                ? Plain(text.Value)
                : JsonValues.Write(literal.Value)
            : null;
        return (call.Function, holds, other) switch
        {
            (_, _, null) => null,
            (ConditionFunction.Contains or ConditionFunction.ListContains, _, _) =>
            [
                Write(template, holds ? "contains" : "notContains", other),
            ],
            (ConditionFunction.StartsWith, true, _) => [Write(template, "startsWith", other)],
            (ConditionFunction.EndsWith, true, _) => [Write(template, "endsWith", other)],
            _ => null,
        };
    }

    private List<BusinessRule>? Of(VariablePath path, string op, JsonNode? value) =>
        left(path) is { } inner ? [Write($"{{{{{inner}}}}}", op, value)] : null;

    private string? LeftOf(ConditionExpression node) =>
        node switch
        {
            ConditionExpression.Variable { Path: var path } when left(path) is { } inner => $"{{{{{inner}}}}}",
            ConditionExpression.Call
            {
                Function: ConditionFunction.Length or ConditionFunction.Count,
                Arguments: [ConditionExpression.Variable { Path: var path }]
            } when left(path) is { } inner => $"{{{{length({inner})}}}}",
            _ => null,
        };

    private static BusinessRule Write(string template, string op, JsonNode? value) => new(JsonValue.Create(template), op, value);

    // Braces in a condition's text are no template.
    private static JsonValue Plain(string text) => JsonValue.Create(text.Replace("{{", "{{{{", StringComparison.Ordinal));

    private static string Name(ComparisonOperator op) =>
        op switch
        {
            ComparisonOperator.Equal => "eq",
            ComparisonOperator.NotEqual => "ne",
            ComparisonOperator.Less => "lt",
            ComparisonOperator.LessOrEqual => "le",
            ComparisonOperator.Greater => "gt",
            _ => "ge",
        };
}
