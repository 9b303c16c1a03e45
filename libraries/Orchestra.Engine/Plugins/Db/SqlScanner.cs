namespace Orchestra.Engine.Plugins.Db;

/// <summary>
/// Reads SQL text only as far as it must: what is code, and what is a quoted text, a quoted name, a dollar-quoted text or a comment
/// (PostgreSQL 15, chapter 4.1). Fed in pieces, because a template's expressions stand between them.
/// </summary>
internal sealed class SqlScanner
{
    private const string Code = "";

    // What ends the part that is being read; empty in code.
    private string _end = Code;
    private int _depth;
    private bool _hasEscapes;
    private bool _isEnded;

    /// <summary>The first word of the statement, in upper case; empty while none was read.</summary>
    public string FirstWord { get; private set; } = "";

    /// <summary>Whether anything but space and comments follows a semicolon: a second statement.</summary>
    public bool HasSecondStatement { get; private set; }

    /// <summary>Whether the text that was fed so far ends in code, so that a value may follow.</summary>
    public bool IsInCode => _end == Code;

    /// <summary>A value stands here: it counts as something of the statement.</summary>
    public void Value() => HasSecondStatement |= _isEnded;

    /// <summary>Reads the next piece.</summary>
    public void Feed(string text)
    {
        for (var i = 0; i < text.Length; )
        {
            i = IsInCode ? InCode(text, i) : InPart(text, i);
        }
    }

    private int InCode(string text, int i)
    {
        var rest = text.AsSpan(i);
        if (char.IsWhiteSpace(rest[0]))
        {
            return i + 1;
        }

        if (rest.StartsWith("--"))
        {
            _end = "\n";
            return i + 2;
        }

        if (rest.StartsWith("/*"))
        {
            (_end, _depth) = ("*/", 1);
            return i + 2;
        }

        if (rest[0] == ';')
        {
            _isEnded = true;
            return i + 1;
        }

        HasSecondStatement |= _isEnded;
        if (rest[0] is '\'' or '"')
        {
            _end = rest[0].ToString();
            // E'…' knows backslashes.
            _hasEscapes = rest[0] == '\'' && i > 0 && text[i - 1] is 'E' or 'e' && (i == 1 || !IsWord(text[i - 2]));
            return i + 1;
        }

        if (rest[0] == '$' && (i == 0 || !IsWord(text[i - 1])) && DollarTag(rest) is { } tag)
        {
            _end = tag;
            return i + tag.Length;
        }

        return AfterWord(text, i);
    }

    private int AfterWord(string text, int i)
    {
        var end = i;
        while (end < text.Length && IsWord(text[end]))
        {
            end++;
        }

        if (end == i)
        {
            return i + 1;
        }

        if (FirstWord.Length == 0)
        {
            FirstWord = text[i..end].ToUpperInvariant();
        }

        return end;
    }

    private int InPart(string text, int i)
    {
        var rest = text.AsSpan(i);
        if (_end == "*/" && rest.StartsWith("/*"))
        {
            _depth++;
            return i + 2;
        }

        if (_hasEscapes && rest[0] == '\\')
        {
            return Math.Min(i + 2, text.Length);
        }

        if (!rest.StartsWith(_end, StringComparison.Ordinal))
        {
            return i + 1;
        }

        var length = _end.Length;
        if (_end == "*/" && --_depth > 0)
        {
            return i + length;
        }

        // A doubled quote ends and opens again, which comes to the same.
        (_end, _hasEscapes) = (Code, false);
        return i + length;
    }

    private static string? DollarTag(ReadOnlySpan<char> text)
    {
        var end = 1;
        while (end < text.Length && IsWord(text[end]) && text[end] != '$')
        {
            end++;
        }

        return end < text.Length && text[end] == '$' && (end == 1 || !char.IsDigit(text[1])) ? text[..(end + 1)].ToString() : null;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '$' || c > 127;
}
