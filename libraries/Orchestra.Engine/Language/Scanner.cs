namespace Orchestra.Engine.Language;

/// <summary>A position in the text of an expression, shared by the parsers of paths, filters and templates so that columns are right in all of them.</summary>
internal sealed class Scanner
{
    private readonly LanguageLimits _limits;
    private readonly int _end;
    private int _depth;

    public Scanner(string text, int start, LanguageLimits limits)
    {
        Text = text;
        Position = start;
        _limits = limits;
        _end = (int)Math.Min(text.Length, (long)start + limits.MaxExpressionLength);
    }

    public string Text { get; }

    public int Position { get; set; }

    public bool AtEnd => Position >= _end;

    /// <summary>The character here; NUL at the end, which no rule of the grammar takes.</summary>
    public char Current => AtEnd ? '\0' : Text[Position];

    public bool TryTake(char expected)
    {
        if (AtEnd || Text[Position] != expected)
        {
            return false;
        }

        Position++;
        return true;
    }

    public bool TryTake(string expected)
    {
        if (Position + expected.Length > _end || string.CompareOrdinal(Text, Position, expected, 0, expected.Length) != 0)
        {
            return false;
        }

        Position += expected.Length;
        return true;
    }

    public bool StartsWith(string expected)
    {
        var start = Position;
        var found = TryTake(expected);
        Position = start;
        return found;
    }

    public void Expect(char expected, string place)
    {
        if (!TryTake(expected))
        {
            throw Error($"expected '{expected}' {place}, found {Found()}");
        }
    }

    /// <summary>Skips the four characters that RFC 9535 calls blank.</summary>
    public void SkipBlank()
    {
        while (!AtEnd && Text[Position] is ' ' or '\t' or '\n' or '\r')
        {
            Position++;
        }
    }

    /// <summary>Goes one level deeper; parsers call it before they call themselves, so that no input can overflow the stack.</summary>
    public void Enter()
    {
        if (++_depth > _limits.MaxNesting)
        {
            throw Error($"nested deeper than {_limits.MaxNesting} levels");
        }
    }

    public void Leave() => _depth--;

    /// <summary>A name as RFC 9535's member-name-shorthand, or null where none starts.</summary>
    public string? TakeName()
    {
        var start = Position;
        while (!AtEnd)
        {
            var c = Text[Position];
            if (char.IsHighSurrogate(c) && Position + 1 < _end && char.IsLowSurrogate(Text[Position + 1]))
            {
                Position += 2;
            }
            else if (char.IsAsciiLetter(c) || c == '_' || (c >= 0x80 && !char.IsSurrogate(c)) || (Position > start && char.IsAsciiDigit(c)))
            {
                Position++;
            }
            else
            {
                break;
            }
        }

        return Position == start ? null : Text[start..Position];
    }

    /// <summary>What stands here, for a message.</summary>
    public string Found()
    {
        if (AtEnd)
        {
            return "the end";
        }

        var c = Text[Position];
        return char.IsControl(c) || char.IsSurrogate(c) ? $"U+{(int)c:X4}" : $"'{c}'";
    }

    public LanguageSyntaxException Error(string message, int? at = null)
    {
        if (AtEnd && _end < Text.Length)
        {
            message = $"the expression is longer than {_limits.MaxExpressionLength} characters";
        }

        return new LanguageSyntaxException(message, (at ?? Position) + 1);
    }
}
