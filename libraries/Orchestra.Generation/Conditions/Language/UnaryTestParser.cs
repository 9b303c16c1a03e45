namespace Orchestra.Generation.Conditions.Language;

/// <summary>Reads what follows FEEL's <c>in</c>: ranges, lists, comparisons, and several of them in parentheses.</summary>
internal sealed class UnaryTestParser(TokenReader tokens, ExpressionParser expressions)
{
    /// <summary>Whether <paramref name="value"/> passes the test that stands here.</summary>
    public ConditionExpression In(ConditionExpression value) =>
        tokens.Nested(() =>
        {
            if (tokens.Take("("))
            {
                return InParentheses(value);
            }

            if (tokens.Take("]"))
            {
                return Range(value, ComparisonOperator.Greater, expressions.Sum());
            }

            return tokens.Take("[") ? InBrackets(value) : Test(value);
        });

    private ConditionExpression InParentheses(ConditionExpression value)
    {
        var tests = new List<ConditionExpression>();
        do
        {
            if (tokens.Current.Is("[") || tokens.Current.Is("]") || tokens.Current.Is("("))
            {
                tests.Add(In(value));
                continue;
            }

            if (StartsWithOperator())
            {
                tests.Add(Test(value));
                continue;
            }

            var element = expressions.Sum();
            if (tests.Count == 0 && tokens.Current.Is(".."))
            {
                return Range(value, ComparisonOperator.Greater, element);
            }

            tests.Add(Element(value, element));
        } while (tokens.Take(","));

        tokens.Expect(")");
        return OneOf(tests);
    }

    private ConditionExpression InBrackets(ConditionExpression value)
    {
        var tests = new List<ConditionExpression>();
        if (tokens.Take("]"))
        {
            return new ConditionExpression.Literal(new ConditionValue.Boolean(false));
        }

        do
        {
            var element = expressions.Sum();
            if (tests.Count == 0 && tokens.Current.Is(".."))
            {
                return Range(value, ComparisonOperator.GreaterOrEqual, element);
            }

            tests.Add(tokens.Node(new ConditionExpression.Compare(ComparisonOperator.Equal, value, element)));
        } while (tokens.Take(","));

        tokens.Expect("]");
        return OneOf(tests);
    }

    private ConditionExpression Test(ConditionExpression value)
    {
        if (tokens.TakeWord("not"))
        {
            return tokens.Node(new ConditionExpression.Not(In(value)));
        }

        return expressions.TakeComparison() is { } op
            ? tokens.Node(new ConditionExpression.Compare(op, value, expressions.Sum()))
            : Element(value, expressions.Sum());
    }

    // A variable after in may hold a list: x in allowed.
    private ConditionExpression Element(ConditionExpression value, ConditionExpression element) =>
        element is ConditionExpression.Variable or ConditionExpression.List
            ? tokens.Node(new ConditionExpression.Call(ConditionFunction.ListContains, [element, value]))
            : tokens.Node(new ConditionExpression.Compare(ComparisonOperator.Equal, value, element));

    private ConditionExpression.And Range(ConditionExpression value, ComparisonOperator above, ConditionExpression low)
    {
        tokens.Expect("..");
        var high = expressions.Sum();
        ComparisonOperator below;
        if (tokens.Take("]"))
        {
            below = ComparisonOperator.LessOrEqual;
        }
        else if (tokens.Take(")") || tokens.Take("["))
        {
            below = ComparisonOperator.Less;
        }
        else
        {
            throw tokens.Fault($"expected the end of the range, found {tokens.Current}");
        }

        return tokens.Node(
            new ConditionExpression.And([
                new ConditionExpression.Compare(above, value, low),
                new ConditionExpression.Compare(below, value, high),
            ])
        );
    }

    private bool StartsWithOperator() =>
        tokens.Current.Kind == ConditionTokenKind.Symbol && tokens.Current.Text is "<" or "<=" or ">" or ">=" or "=" or "!="
        || tokens.Current.IsWord("not");

    private ConditionExpression OneOf(List<ConditionExpression> tests) =>
        tests.Count == 1 ? tests[0] : tokens.Node(new ConditionExpression.Or(tests));
}
