namespace Orchestra.Generation.Conditions.Language;

/// <summary>Reads operands: literals, lists, parentheses, variables and calls.</summary>
internal sealed class OperandParser(TokenReader tokens, ConditionDialect dialect, ExpressionParser expressions)
{
    private readonly IReadOnlySet<string> _reserved = ReservedWords.Of(dialect);

    private bool IsFeel => dialect == ConditionDialect.Feel;

    /// <summary>Reads one operand.</summary>
    public ConditionExpression Operand()
    {
        if (tokens.Take("("))
        {
            var inner = expressions.Choice();
            tokens.Expect(")");
            return inner;
        }

        if (tokens.Take("["))
        {
            return List();
        }

        if (IsFeel && tokens.Current.Is("@") && tokens.Peek(1).Kind == ConditionTokenKind.Text)
        {
            tokens.Take();
            return Temporal(null);
        }

        switch (tokens.Current.Kind)
        {
            case ConditionTokenKind.Number:
                return new ConditionExpression.Literal(new ConditionValue.Number(tokens.Take().Number));
            case ConditionTokenKind.Text:
                return Methods(new ConditionExpression.Literal(new ConditionValue.Text(tokens.Take().Text)));
            case ConditionTokenKind.Name or ConditionTokenKind.QuotedName:
                return Named();
            default:
                throw tokens.Fault($"expected a value, found {tokens.Current}");
        }
    }

    private ConditionExpression Named()
    {
        switch (tokens.Current)
        {
            case { Kind: ConditionTokenKind.Name, Text: "true" or "false" }:
                return new ConditionExpression.Literal(new ConditionValue.Boolean(tokens.Take().Text == "true"));
            case { Kind: ConditionTokenKind.Name, Text: "null" }:
                tokens.Take();
                return new ConditionExpression.Literal(new ConditionValue.Null());
        }

        var start = tokens.Current;
        var name = Name();
        return tokens.Current.Is("(") ? Function(name, start) : Path(name);
    }

    // FEEL's names may have blanks: "loan amount > 5", "string length(x)".
    private string Name()
    {
        if (!IsName())
        {
            throw tokens.Fault($"expected a name, found {tokens.Current}");
        }

        if (IsFeel && tokens.Current.IsWord("date") && tokens.Peek(1).IsWord("and") && tokens.Peek(2).IsWord("time"))
        {
            tokens.Take();
            tokens.Take();
            tokens.Take();
            return "date and time";
        }

        if (IsFeel && tokens.Current.IsWord("years") && tokens.Peek(1).IsWord("and") && tokens.Peek(2).IsWord("months"))
        {
            tokens.Take();
            tokens.Take();
            tokens.Take();
        }

        var name = tokens.Take().Text;
        while (IsFeel && IsName())
        {
            name += $" {tokens.Take().Text}";
        }

        return name;
    }

    private bool IsName() =>
        tokens.Current.Kind == ConditionTokenKind.QuotedName
        || (tokens.Current.Kind == ConditionTokenKind.Name && !_reserved.Contains(tokens.Current.Text));

    private ConditionExpression Path(string first)
    {
        var segments = new List<string> { first };
        while (true)
        {
            if (tokens.Take("."))
            {
                // After a dot a word is a name, whatever it means elsewhere.
                segments.Add(IsName() ? Name() : Word());
            }
            else if (tokens.Current.Is("[") && !IsFeel)
            {
                tokens.Take();
                if (tokens.Current.Kind != ConditionTokenKind.Text)
                {
                    throw tokens.Fault($"expected a name in quotes, found {tokens.Current}: lists are not read by index");
                }

                segments.Add(tokens.Take().Text);
                tokens.Expect("]");
            }
            else if (tokens.Current.Is("("))
            {
                return Method(segments);
            }
            else if (dialect == ConditionDialect.JavaScript && segments is [_, .., "length"])
            {
                return Call(ConditionFunction.Length, [Variable(segments[..^1])]);
            }
            else
            {
                return Variable(segments);
            }
        }
    }

    private string Word() =>
        tokens.Current.Kind == ConditionTokenKind.Name
            ? tokens.Take().Text
            : throw tokens.Fault($"expected a name, found {tokens.Current}");

    // Methods of a text in quotes: "OK".equals(status).
    private ConditionExpression Methods(ConditionExpression owner)
    {
        if (IsFeel || !tokens.Current.Is(".") || tokens.Peek(1).Kind != ConditionTokenKind.Name)
        {
            return owner;
        }

        tokens.Take();
        var name = tokens.Take();
        return Called(owner, name.Text, name.Position);
    }

    private ConditionExpression Method(List<string> segments)
    {
        if (IsFeel)
        {
            throw tokens.Fault($"there is no function '{string.Join('.', segments)}'");
        }

        // Camunda 7: the variable by its name.
        if (segments is ["execution", "getVariable"] && tokens.Peek(1).Kind == ConditionTokenKind.Text)
        {
            tokens.Take();
            var name = tokens.Take().Text;
            tokens.Expect(")");
            return Path(name);
        }

        return Called(Variable(segments[..^1]), segments[^1], tokens.Current.Position);
    }

    private ConditionExpression Called(ConditionExpression owner, string method, int position)
    {
        var arguments = Arguments();
        if (method == "equals" && arguments.Count == 1)
        {
            return tokens.Node(new ConditionExpression.Compare(ComparisonOperator.Equal, owner, arguments[0]));
        }

        return FunctionNames.Method(method) is { } function
            ? Call(function, [owner, .. arguments])
            : throw new ConditionSyntaxException(position, $"there is no method '{method}'");
    }

    private ConditionExpression Function(string name, ConditionToken start)
    {
        if (IsFeel && name is "date" or "date and time" or "duration" or "months duration")
        {
            tokens.Expect("(");
            var temporal = Temporal(name);
            tokens.Expect(")");
            return temporal;
        }

        var arguments = Arguments();
        if (IsFeel && name == "is defined" && arguments.Count == 1)
        {
            var nothing = new ConditionExpression.Literal(new ConditionValue.Null());
            return tokens.Node(new ConditionExpression.Compare(ComparisonOperator.NotEqual, arguments[0], nothing));
        }

        return IsFeel && FunctionNames.Function(name) is { } function
            ? Call(function, arguments)
            : throw new ConditionSyntaxException(start.Position, $"there is no function '{name}'");
    }

    private ConditionExpression Temporal(string? function)
    {
        if (function is "date" or "date and time" && tokens.Current.Kind != ConditionTokenKind.Text)
        {
            // date(x) of a variable: its text is compared as a date anyway.
            var value = expressions.Choice();
            return value is ConditionExpression.Variable ? value : throw tokens.Fault("expected a text or a variable");
        }

        if (tokens.Current.Kind != ConditionTokenKind.Text)
        {
            throw tokens.Fault($"expected a text, found {tokens.Current}");
        }

        var text = tokens.Current.Text;
        ConditionValue? read = function switch
        {
            "date" => Temporals.ParseDate(text) is { } day ? new ConditionValue.Date(day) : null,
            "date and time" => Temporals.ParseInstant(text) is { } instant ? new ConditionValue.Instant(instant) : null,
            null => Temporals.Parse(text) ?? Temporals.ParseDuration(text),
            _ => Temporals.ParseDuration(text),
        };
        if (read is null)
        {
            throw tokens.Fault($"the text is no {function ?? "date or duration"}");
        }

        tokens.Take();
        return new ConditionExpression.Literal(read);
    }

    private List<ConditionExpression> Arguments()
    {
        tokens.Expect("(");
        var arguments = new List<ConditionExpression>();
        if (tokens.Take(")"))
        {
            return arguments;
        }

        do
        {
            arguments.Add(expressions.Choice());
        } while (tokens.Take(","));

        tokens.Expect(")");
        return arguments;
    }

    private ConditionExpression.Call Call(ConditionFunction function, List<ConditionExpression> arguments) =>
        arguments.Count == FunctionNames.Arguments(function)
            ? tokens.Node(new ConditionExpression.Call(function, arguments))
            : throw tokens.Fault($"the function takes {FunctionNames.Arguments(function)} argument(s), here are {arguments.Count}");

    private ConditionExpression.List List()
    {
        var items = new List<ConditionExpression>();
        if (!tokens.Take("]"))
        {
            do
            {
                items.Add(expressions.Choice());
            } while (tokens.Take(","));

            tokens.Expect("]");
        }

        return tokens.Node(new ConditionExpression.List(items));
    }

    private static ConditionExpression.Variable Variable(IReadOnlyList<string> segments) => new(new VariablePath(segments));
}
