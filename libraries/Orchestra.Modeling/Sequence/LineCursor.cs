namespace Orchestra.Modeling.Sequence;

/// <summary>Reads one line from left to right; what does not fit leaves it where it stands.</summary>
internal sealed class LineCursor(SourceLine line)
{
    private readonly string _text = line.Text;

    /// <summary>The line, from 1.</summary>
    public int Line => line.Number;

    /// <summary>The column of what comes next, from 1.</summary>
    public int Column => line.Column + Position;

    /// <summary>Characters read.</summary>
    public int Position { get; set; }

    /// <summary>Whether nothing is left.</summary>
    public bool AtEnd => Position >= _text.Length;

    /// <summary>The next character; NUL at the end.</summary>
    public char Current => Peek(0);

    /// <summary>What is left, without blanks at both ends.</summary>
    public string Rest => _text[Math.Min(Position, _text.Length)..].Trim();

    /// <summary>A later character; NUL beyond the end.</summary>
    public char Peek(int ahead) => Position + ahead < _text.Length ? _text[Position + ahead] : '\0';

    /// <summary>Passes blanks.</summary>
    public LineCursor SkipBlanks()
    {
        while (!AtEnd && char.IsWhiteSpace(Current))
        {
            Position++;
        }

        return this;
    }

    /// <summary>Takes a literal if it comes next, in any case.</summary>
    public bool TryTake(string literal)
    {
        if (string.Compare(_text, Position, literal, 0, literal.Length, StringComparison.OrdinalIgnoreCase) != 0)
        {
            return false;
        }

        Position += literal.Length;
        return true;
    }

    /// <summary>Takes a whole word if it comes next, in any case, and the blanks after it.</summary>
    public bool TryTakeWord(string word)
    {
        var start = Position;
        if (!TryTake(word) || char.IsLetterOrDigit(Current) || Current == '_')
        {
            Position = start;
            return false;
        }

        SkipBlanks();
        return true;
    }

    /// <summary>Takes characters as long as they fit; empty when the next does not.</summary>
    public string TakeWhile(Func<char, bool> fits)
    {
        var start = Position;
        while (!AtEnd && fits(Current))
        {
            Position++;
        }

        return _text[start..Position];
    }

    /// <summary>Takes a text in quotes; null when no quote comes next or none ends it.</summary>
    public string? TakeQuoted()
    {
        if (Current is not ('"' or '\''))
        {
            return null;
        }

        var end = _text.IndexOf(Current, Position + 1);
        if (end < 0)
        {
            return null;
        }

        var text = _text[(Position + 1)..end];
        Position = end + 1;
        return text;
    }

    /// <summary>Takes everything up to a character, which stays; null when it does not come.</summary>
    public string? TakeUntil(char end)
    {
        var at = AtEnd ? -1 : _text.IndexOf(end, Position);
        if (at < 0)
        {
            return null;
        }

        var text = _text[Position..at];
        Position = at;
        return text;
    }
}
