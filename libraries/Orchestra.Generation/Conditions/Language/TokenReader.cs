namespace Orchestra.Generation.Conditions.Language;

/// <summary>The tokens still to read, and the nodes made of those before.</summary>
internal sealed class TokenReader(IReadOnlyList<ConditionToken> tokens)
{
    private int _at;
    private int _depth;

    public ConditionToken Current => tokens[_at];

    public ConditionToken Peek(int ahead) => tokens[Math.Min(_at + ahead, tokens.Count - 1)];

    public ConditionToken Take() => tokens[_at < tokens.Count - 1 ? _at++ : _at];

    public bool Take(string symbol)
    {
        if (!Current.Is(symbol))
        {
            return false;
        }

        _at++;
        return true;
    }

    public bool TakeWord(string word)
    {
        if (!Current.IsWord(word))
        {
            return false;
        }

        _at++;
        return true;
    }

    public void Expect(string symbol)
    {
        if (!Take(symbol))
        {
            throw Fault($"expected '{symbol}', found {Current}");
        }
    }

    public void ExpectWord(string word)
    {
        if (!TakeWord(word))
        {
            throw Fault($"expected '{word}', found {Current}");
        }
    }

    public ConditionSyntaxException Fault(string message) => new(Current.Position, message);

    /// <summary>Reads something that may hold itself, up to a depth.</summary>
    public T Nested<T>(Func<T> read)
    {
        if (++_depth > ConditionParser.MaxDepth)
        {
            throw Fault($"the condition is nested deeper than {ConditionParser.MaxDepth} levels");
        }

        var result = read();
        _depth--;
        return result;
    }

    /// <summary>A node, unless the tree grows too large: <c>in</c> repeats its left side, and long sums are deep.</summary>
    public T Node<T>(T node)
        where T : ConditionExpression =>
        node.Size <= ConditionParser.MaxSize && node.Depth <= 3 * ConditionParser.MaxDepth
            ? node
            : throw Fault("the condition is too complex");
}
