namespace Orchestra.Engine.Language.JsonPath;

/// <summary>The conditions of filters, with RFC 9535's rules about which function and path may stand where.</summary>
internal sealed class FilterParser(Scanner scanner, PathParser paths)
{
    /// <summary>Parses the condition after <c>?</c>.</summary>
    public FilterExpression Parse()
    {
        scanner.Enter();
        scanner.SkipBlank();
        var condition = ParseOr();
        scanner.Leave();
        return condition;
    }

    private FilterExpression ParseOr()
    {
        var operands = new List<FilterExpression> { ParseAnd() };
        while (TakeAfterBlank("||"))
        {
            operands.Add(ParseAnd());
        }

        return operands.Count == 1 ? operands[0] : new FilterExpression.Any(operands);
    }

    private FilterExpression ParseAnd()
    {
        var operands = new List<FilterExpression> { ParseBasic() };
        while (TakeAfterBlank("&&"))
        {
            operands.Add(ParseBasic());
        }

        return operands.Count == 1 ? operands[0] : new FilterExpression.All(operands);
    }

    private bool TakeAfterBlank(string sign)
    {
        var before = scanner.Position;
        scanner.SkipBlank();
        if (scanner.TryTake(sign))
        {
            scanner.SkipBlank();
            return true;
        }

        scanner.Position = before;
        return false;
    }

    private FilterExpression ParseBasic()
    {
        if (scanner.TryTake('!'))
        {
            scanner.SkipBlank();
            return new FilterExpression.Not(scanner.Current == '(' ? ParseParentheses() : ParseTest(ParseOperand(), scanner.Position));
        }

        if (scanner.Current == '(')
        {
            return ParseParentheses();
        }

        var start = scanner.Position;
        var left = ParseOperand();
        var afterLeft = scanner.Position;
        scanner.SkipBlank();
        if (TakeOperator() is not { } comparison)
        {
            scanner.Position = afterLeft;
            return ParseTest(left, start);
        }

        CheckComparable(left, start);
        scanner.SkipBlank();
        var rightStart = scanner.Position;
        var right = ParseOperand();
        CheckComparable(right, rightStart);
        return new FilterExpression.Comparison(left, comparison, right);
    }

    private FilterExpression ParseParentheses()
    {
        scanner.Expect('(', "here");
        var inner = Parse();
        scanner.SkipBlank();
        scanner.Expect(')', "to close a parenthesis");
        return inner;
    }

    private FilterExpression ParseTest(FilterOperand operand, int start) =>
        operand switch
        {
            FilterOperand.Path path => new FilterExpression.Exists(path.Expression),
            FilterOperand.Call { Function: FilterFunction.Match or FilterFunction.Search } call => new FilterExpression.Test(call),
            FilterOperand.Call call => throw scanner.Error(
                $"the result of {NameOf(call.Function)}() must be compared with something",
                start
            ),
            _ => throw scanner.Error("a literal alone is no condition: compare it with something", start),
        };

    private void CheckComparable(FilterOperand operand, int start)
    {
        if (operand is FilterOperand.Path { Expression.IsSingular: false })
        {
            throw scanner.Error("a path that may select several values cannot be compared: use count() or value()", start);
        }

        if (operand is FilterOperand.Call { Function: FilterFunction.Match or FilterFunction.Search } call)
        {
            throw scanner.Error($"{NameOf(call.Function)}() is a condition by itself and cannot be compared", start);
        }
    }

    private ComparisonOperator? TakeOperator() =>
        scanner.TryTake("==") ? ComparisonOperator.Equal
        : scanner.TryTake("!=") ? ComparisonOperator.NotEqual
        : scanner.TryTake("<=") ? ComparisonOperator.LessOrEqual
        : scanner.TryTake(">=") ? ComparisonOperator.GreaterOrEqual
        : scanner.TryTake('<') ? ComparisonOperator.Less
        : scanner.TryTake('>') ? ComparisonOperator.Greater
        : null;

    private FilterOperand ParseOperand()
    {
        if (LiteralParser.StartsHere(scanner))
        {
            return new FilterOperand.Literal(LiteralParser.Parse(scanner));
        }

        if (scanner.Current is '@' or '$')
        {
            return new FilterOperand.Path(paths.ParseFromSign());
        }

        var start = scanner.Position;
        var name = scanner.TakeName() ?? throw scanner.Error($"expected a path, a literal or a function, found {scanner.Found()}");
        if (scanner.Current == '(')
        {
            return ParseCall(name, start);
        }

        if (LiteralParser.TryKeyword(name, out var value))
        {
            return new FilterOperand.Literal(value);
        }

        return paths.Language == PathLanguage.Roots
            ? new FilterOperand.Path(paths.ParseFromRoot(name, start))
            : throw scanner.Error($"'{name}' is no literal: a path in a filter starts with @ or $", start);
    }

    private FilterOperand.Call ParseCall(string name, int start)
    {
        FilterFunction function = name switch
        {
            "length" => FilterFunction.Length,
            "count" => FilterFunction.Count,
            "match" => FilterFunction.Match,
            "search" => FilterFunction.Search,
            "value" => FilterFunction.Value,
            _ => throw scanner.Error($"there is no function {name}() in filters: length, count, match, search, value", start),
        };
        scanner.Enter();
        scanner.Expect('(', "after a function's name");
        scanner.SkipBlank();
        var arguments = new List<FilterOperand>();
        if (scanner.Current != ')')
        {
            do
            {
                scanner.SkipBlank();
                arguments.Add(ParseArgument(function));
                scanner.SkipBlank();
            } while (scanner.TryTake(','));
        }

        scanner.Expect(')', "to close the arguments");
        scanner.Leave();
        var expected = function is FilterFunction.Match or FilterFunction.Search ? 2 : 1;
        return arguments.Count == expected
            ? new FilterOperand.Call(function, arguments)
            : throw scanner.Error($"{name}() takes {expected} argument{(expected == 1 ? "" : "s")}, not {arguments.Count}", start);
    }

    private FilterOperand ParseArgument(FilterFunction function)
    {
        var start = scanner.Position;
        var argument = ParseOperand();
        if (function is FilterFunction.Count or FilterFunction.Value)
        {
            return argument is FilterOperand.Path ? argument : throw scanner.Error($"{NameOf(function)}() takes a path", start);
        }

        CheckComparable(argument, start);
        return argument;
    }

    private static string NameOf(FilterFunction function) =>
        function switch
        {
            FilterFunction.Length => "length",
            FilterFunction.Count => "count",
            FilterFunction.Match => "match",
            FilterFunction.Search => "search",
            _ => "value",
        };
}
