namespace Orchestra.Generation.Conditions.Language;

/// <summary>Reads expressions by recursive descent: choices, or, and, comparisons, arithmetic, signs, and the operands of <see cref="OperandParser"/>.</summary>
internal sealed class ExpressionParser
{
    private readonly TokenReader _tokens;
    private readonly ConditionDialect _dialect;
    private readonly OperandParser _operands;
    private readonly UnaryTestParser _tests;

    public ExpressionParser(IReadOnlyList<ConditionToken> tokens, ConditionDialect dialect)
    {
        _tokens = new TokenReader(tokens);
        _dialect = dialect;
        _operands = new OperandParser(_tokens, dialect, this);
        _tests = new UnaryTestParser(_tokens, this);
    }

    private bool IsFeel => _dialect == ConditionDialect.Feel;

    /// <summary>Reads the whole condition.</summary>
    public ConditionExpression Parse()
    {
        var expression = Choice();
        if (_dialect == ConditionDialect.JavaScript)
        {
            _tokens.Take(";");
        }

        return _tokens.Current.Kind == ConditionTokenKind.End
            ? expression
            : throw _tokens.Fault($"expected an operator, found {_tokens.Current}");
    }

    /// <summary>Reads one expression.</summary>
    public ConditionExpression Choice() =>
        _tokens.Nested<ConditionExpression>(() =>
        {
            if (IsFeel && _tokens.TakeWord("if"))
            {
                var condition = Choice();
                _tokens.ExpectWord("then");
                var then = Choice();
                _tokens.ExpectWord("else");
                return _tokens.Node(new ConditionExpression.Choice(condition, then, Choice()));
            }

            var test = Or();
            if (IsFeel || !_tokens.Take("?"))
            {
                return test;
            }

            var chosen = Choice();
            _tokens.Expect(":");
            return _tokens.Node(new ConditionExpression.Choice(test, chosen, Choice()));
        });

    /// <summary>Reads a sum: what stands on either side of a comparison.</summary>
    public ConditionExpression Sum()
    {
        var left = Product();
        while (true)
        {
            ArithmeticOperator? op =
                _tokens.Take("+") ? ArithmeticOperator.Add
                : _tokens.Take("-") ? ArithmeticOperator.Subtract
                : null;
            if (op is null)
            {
                return left;
            }

            left = _tokens.Node(new ConditionExpression.Arithmetic(op.Value, left, Product()));
        }
    }

    /// <summary>The operator of order or equality that stands here, taken; null for none.</summary>
    public ComparisonOperator? TakeComparison() => TakeOrder() ?? TakeEquality();

    private ConditionExpression Or()
    {
        var parts = new List<ConditionExpression> { And() };
        while (_tokens.TakeWord("or") || (!IsFeel && _tokens.Take("||")))
        {
            parts.Add(And());
        }

        return parts.Count == 1 ? parts[0] : _tokens.Node(new ConditionExpression.Or(parts));
    }

    private ConditionExpression And()
    {
        var parts = new List<ConditionExpression> { Equality() };
        while (_tokens.TakeWord("and") || (!IsFeel && _tokens.Take("&&")))
        {
            parts.Add(Equality());
        }

        return parts.Count == 1 ? parts[0] : _tokens.Node(new ConditionExpression.And(parts));
    }

    private ConditionExpression Equality()
    {
        var left = Order();
        while (TakeEquality() is { } op)
        {
            left = _tokens.Node(new ConditionExpression.Compare(op, left, Order()));
        }

        return left;
    }

    private ConditionExpression Order()
    {
        var left = Sum();
        if (IsFeel && _tokens.TakeWord("in"))
        {
            return _tests.In(left);
        }

        if (IsFeel && _tokens.TakeWord("between"))
        {
            var low = Sum();
            _tokens.ExpectWord("and");
            return Between(left, low, Sum());
        }

        var chain = new List<ConditionExpression>();
        while (TakeOrder() is { } op)
        {
            if (chain.Count > 0 && !IsFeel)
            {
                throw _tokens.Fault("a comparison cannot be compared by order again");
            }

            var right = Sum();
            chain.Add(_tokens.Node(new ConditionExpression.Compare(op, left, right)));
            left = right;
        }

        return chain.Count switch
        {
            0 => left,
            1 => chain[0],
            _ => _tokens.Node(new ConditionExpression.And(chain)),
        };
    }

    private ConditionExpression.And Between(ConditionExpression value, ConditionExpression low, ConditionExpression high) =>
        _tokens.Node(
            new ConditionExpression.And([
                new ConditionExpression.Compare(ComparisonOperator.GreaterOrEqual, value, low),
                new ConditionExpression.Compare(ComparisonOperator.LessOrEqual, value, high),
            ])
        );

    private ConditionExpression Product()
    {
        var left = Signed();
        while (true)
        {
            ArithmeticOperator? op =
                _tokens.Take("*") ? ArithmeticOperator.Multiply
                : _tokens.Take("/") || TakeUelWord("div") ? ArithmeticOperator.Divide
                : _tokens.Take("%") || TakeUelWord("mod") ? ArithmeticOperator.Remainder
                : null;
            if (op is null)
            {
                return left;
            }

            left = _tokens.Node(new ConditionExpression.Arithmetic(op.Value, left, Signed()));
        }
    }

    private ConditionExpression Signed() =>
        _tokens.Nested(() =>
        {
            if (_tokens.Take("-"))
            {
                var zero = new ConditionExpression.Literal(new ConditionValue.Number(0));
                return Signed() switch
                {
                    ConditionExpression.Literal { Value: ConditionValue.Number number } => new ConditionExpression.Literal(
                        new ConditionValue.Number(-number.Value)
                    ),
                    var operand => _tokens.Node(new ConditionExpression.Arithmetic(ArithmeticOperator.Subtract, zero, operand)),
                };
            }

            if (_tokens.TakeWord("not") || (!IsFeel && _tokens.Take("!")))
            {
                return _tokens.Node(new ConditionExpression.Not(Signed()));
            }

            return TakeUelWord("empty")
                ? _tokens.Node(new ConditionExpression.Call(ConditionFunction.Empty, [Signed()]))
                : _operands.Operand();
        });

    private ComparisonOperator? TakeEquality() =>
        IsFeel && _tokens.Take("=") ? ComparisonOperator.Equal
        : !IsFeel && (_tokens.Take("==") || _tokens.Take("===") || TakeUelWord("eq")) ? ComparisonOperator.Equal
        : _tokens.Take("!=") || (!IsFeel && (_tokens.Take("!==") || TakeUelWord("ne"))) ? ComparisonOperator.NotEqual
        : null;

    private ComparisonOperator? TakeOrder() =>
        _tokens.Take("<=") || TakeUelWord("le") ? ComparisonOperator.LessOrEqual
        : _tokens.Take("<") || TakeUelWord("lt") ? ComparisonOperator.Less
        : _tokens.Take(">=") || TakeUelWord("ge") ? ComparisonOperator.GreaterOrEqual
        : _tokens.Take(">") || TakeUelWord("gt") ? ComparisonOperator.Greater
        : null;

    private bool TakeUelWord(string word) => _dialect == ConditionDialect.Uel && _tokens.TakeWord(word);
}
