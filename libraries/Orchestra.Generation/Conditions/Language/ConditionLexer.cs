using System.Globalization;
using System.Text;

namespace Orchestra.Generation.Conditions.Language;

/// <summary>Cuts a condition into tokens; one lexer for all dialects, because only their grammars differ.</summary>
internal sealed class ConditionLexer(string text)
{
    // Longer ones first.
    private static readonly string[] _symbols =
    [
        "===",
        "!==",
        "**",
        "==",
        "!=",
        "<=",
        ">=",
        "&&",
        "||",
        "..",
        .. "<>=!+-*/%()[],.?:@;".Select(c => c.ToString()),
    ];

    private readonly List<ConditionToken> _tokens = [];
    private int _at;

    /// <exception cref="ConditionSyntaxException">A character, text or number is none.</exception>
    public IReadOnlyList<ConditionToken> Read()
    {
        while (true)
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }

            if (_at == text.Length)
            {
                _tokens.Add(new ConditionToken(ConditionTokenKind.End, string.Empty, _at));
                return _tokens;
            }

            _tokens.Add(Next());
        }
    }

    private ConditionToken Next()
    {
        var c = text[_at];
        return c switch
        {
            '"' or '\'' => ReadText(c),
            '`' => ReadQuotedName(),
            _ when char.IsAsciiDigit(c) || (c == '.' && IsDigit(_at + 1)) => ReadNumber(),
            _ when IsNameStart(c) => ReadName(),
            _ => ReadSymbol(),
        };
    }

    private ConditionToken ReadName()
    {
        var start = _at;
        while (_at < text.Length && (IsNameStart(text[_at]) || char.IsDigit(text[_at])))
        {
            _at++;
        }

        return new ConditionToken(ConditionTokenKind.Name, text[start.._at], start);
    }

    private ConditionToken ReadQuotedName()
    {
        var end = text.IndexOf('`', _at + 1);
        if (end <= _at + 1)
        {
            throw new ConditionSyntaxException(_at, "the name in backticks does not end");
        }

        var token = new ConditionToken(ConditionTokenKind.QuotedName, text[(_at + 1)..end], _at);
        _at = end + 1;
        return token;
    }

    private ConditionToken ReadNumber()
    {
        var start = _at;
        SkipDigits();
        // The dots of 1..10 are none of the number.
        if (_at < text.Length && text[_at] == '.' && IsDigit(_at + 1))
        {
            _at++;
            SkipDigits();
        }

        if (
            _at < text.Length
            && text[_at] is 'e' or 'E'
            && (IsDigit(_at + 1) || (_at + 1 < text.Length && text[_at + 1] is '+' or '-' && IsDigit(_at + 2)))
        )
        {
            _at += 2;
            SkipDigits();
        }

        var digits = text[start.._at];
        return decimal.TryParse(
            digits,
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? new ConditionToken(ConditionTokenKind.Number, digits, start, number)
            : throw new ConditionSyntaxException(start, "the number is beyond what a decimal holds");
    }

    private ConditionToken ReadText(char quote)
    {
        var start = _at++;
        var content = new StringBuilder();
        while (_at < text.Length && text[_at] != quote)
        {
            if (text[_at] == '\\')
            {
                content.Append(ReadEscape());
            }
            else
            {
                content.Append(text[_at++]);
            }
        }

        if (_at == text.Length)
        {
            throw new ConditionSyntaxException(start, "the text does not end");
        }

        _at++;
        return new ConditionToken(ConditionTokenKind.Text, content.ToString(), start);
    }

    private char ReadEscape()
    {
        var start = _at;
        var c = _at + 1 < text.Length ? text[_at + 1] : '\0';
        _at += 2;
        switch (c)
        {
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case '\\' or '"' or '\'' or '/':
                return c;
            case 'u'
                when _at + 4 <= text.Length
                    && ushort.TryParse(text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                _at += 4;
                return (char)code;
            default:
                throw new ConditionSyntaxException(start, "there is no such escape");
        }
    }

    private ConditionToken ReadSymbol()
    {
        foreach (var symbol in _symbols)
        {
            if (string.CompareOrdinal(text, _at, symbol, 0, symbol.Length) == 0)
            {
                _at += symbol.Length;
                return new ConditionToken(ConditionTokenKind.Symbol, symbol, _at - symbol.Length);
            }
        }

        throw new ConditionSyntaxException(_at, $"the character U+{(int)text[_at]:X4} has no meaning here");
    }

    private void SkipDigits()
    {
        while (IsDigit(_at))
        {
            _at++;
        }
    }

    private bool IsDigit(int at) => at < text.Length && char.IsAsciiDigit(text[at]);

    private static bool IsNameStart(char c) => char.IsLetter(c) || c is '_' or '$';
}
