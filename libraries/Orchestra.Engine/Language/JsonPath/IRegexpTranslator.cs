using System.Globalization;
using System.Text;

namespace Orchestra.Engine.Language.JsonPath;

/// <summary>
/// Checks a pattern against RFC 9485's grammar and writes it for .NET, which matches UTF-16 units where I-Regexp matches characters:
/// a dot or a negated class also takes a surrogate pair.
/// </summary>
internal sealed class IRegexpTranslator
{
    private const string Pair = @"[\uD800-\uDBFF][\uDC00-\uDFFF]";
    private const int MaxLength = 1024;
    private const int MaxNesting = 32;

    // Counted repetition multiplies the automaton: (a{99}){99} is near ten thousand states.
    private const long MaxStates = 10_000;
    private readonly string _pattern;
    private readonly StringBuilder _output = new();
    private int _position;
    private int _depth;

    private IRegexpTranslator(string pattern) => _pattern = pattern;

    /// <summary>The pattern for .NET; null where it is not in I-Regexp or would need too large an automaton.</summary>
    public static string? TryTranslate(string pattern)
    {
        var translator = new IRegexpTranslator(pattern);
        return pattern.Length <= MaxLength && translator.Alternatives() is <= MaxStates && translator._position == pattern.Length
            ? translator._output.ToString()
            : null;
    }

    private char Current => _position < _pattern.Length ? _pattern[_position] : '\0';

    private bool TryTake(char c)
    {
        if (_position >= _pattern.Length || _pattern[_position] != c)
        {
            return false;
        }

        _position++;
        return true;
    }

    // Each rule answers how many states its part needs, or null where the pattern is not in the grammar.
    private long? Alternatives()
    {
        long states = 0;
        do
        {
            if (states > 0)
            {
                _output.Append('|');
            }

            if (Branch() is not { } branch)
            {
                return null;
            }

            states += branch + 1;
        } while (TryTake('|'));

        return states;
    }

    private long? Branch()
    {
        long states = 0;
        while (_position < _pattern.Length && Current is not '|' and not ')')
        {
            if (Atom() is not { } atom || Quantifier() is not { } times)
            {
                return null;
            }

            states += atom * times;
            if (states > MaxStates)
            {
                return null;
            }
        }

        return states;
    }

    private long? Atom()
    {
        switch (Current)
        {
            case '(':
                return Group();
            case '[':
                _position++;
                return CharacterClass();
            case '.':
                _position++;
                _output.Append($@"(?:{Pair}|[^\n\r\uD800-\uDFFF])");
                return 1;
            case '\\':
                return Escape();
            case '^' or '$':
                // RFC 9485's grammar takes them as characters, its own mappings to other engines as anchors; the compliance suite asks for anchors.
                _output.Append(Current == '^' ? @"\A" : @"\z");
                _position++;
                return 1;
            case '*' or '+' or '?' or ')' or ']' or '{' or '}' or '|':
                return null;
            default:
                if (TakeCharacter() is not { } rune)
                {
                    return null;
                }

                _output.Append("(?:").Append(Literal(rune)).Append(')');
                return 1;
        }
    }

    private long? Group()
    {
        _position++;
        if (++_depth > MaxNesting)
        {
            return null;
        }

        _output.Append("(?:");
        var states = Alternatives();
        _output.Append(')');
        _depth--;
        return TryTake(')') ? states : null;
    }

    private long? Escape()
    {
        if (Category() is { } category)
        {
            _output.Append(category[1] == 'P' ? $@"(?:{Pair}|[{category}-[\uD800-\uDFFF]])" : category);
            return 1;
        }

        if (SingleEscape() is not { } rune)
        {
            return null;
        }

        _output.Append(Literal(rune));
        return 1;
    }

    private long? Quantifier()
    {
        switch (Current)
        {
            case '*' or '+' or '?':
                _output.Append(Current);
                _position++;
                return 1;
            case '{':
                _position++;
                return Range();
            default:
                return 1;
        }
    }

    private long? Range()
    {
        if (Digits() is not { } low)
        {
            return null;
        }

        int? high = low;
        if (TryTake(','))
        {
            high = Current == '}' ? null : Digits();
            if (high is null && Current != '}')
            {
                return null;
            }
        }

        if (!TryTake('}'))
        {
            return null;
        }

        _output.Append('{').Append(low).Append(high == low ? "" : "," + high?.ToString(CultureInfo.InvariantCulture)).Append('}');
        return Math.Max(1, high ?? low);
    }

    private int? Digits()
    {
        var start = _position;
        while (char.IsAsciiDigit(Current))
        {
            _position++;
        }

        return int.TryParse(_pattern.AsSpan(start, _position - start), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
    }

    private long? CharacterClass()
    {
        var negated = TryTake('^');
        var units = new StringBuilder();
        var pairs = new List<string>();
        var first = true;
        while (first || Current != ']')
        {
            if (_position >= _pattern.Length || !ClassItem(first, units, pairs))
            {
                return null;
            }

            first = false;
        }

        _position++;
        WriteClass(negated, units.ToString(), pairs);
        return 1 + pairs.Count;
    }

    private void WriteClass(bool negated, string units, List<string> pairs)
    {
        if (negated)
        {
            // Without lookahead the pairs of the class cannot be taken out: a negated class takes every character beyond U+FFFF.
            _output.Append($@"(?:{Pair}|[^{units}\uD800-\uDFFF])");
            return;
        }

        var parts = units.Length == 0 ? pairs : [$"[{units}]", .. pairs];
        _output.Append("(?:").AppendJoin('|', parts).Append(')');
    }

    private bool ClassItem(bool first, StringBuilder units, List<string> pairs)
    {
        if (Category() is { } category)
        {
            units.Append(category);
            return true;
        }

        // A hyphen is literal only at either end of the class.
        if (Current == '-')
        {
            _position++;
            units.Append(@"\-");
            return first || Current == ']';
        }

        if (ClassCharacter() is not { } low)
        {
            return false;
        }

        var high = low;
        if (Current == '-' && _position + 1 < _pattern.Length && _pattern[_position + 1] != ']')
        {
            _position++;
            if (ClassCharacter() is not { } end || end.Value < low.Value)
            {
                return false;
            }

            high = end;
        }

        SurrogateRanges.Add(low, high, units, pairs);
        return true;
    }

    private Rune? ClassCharacter() =>
        Current switch
        {
            '\\' => SingleEscape(),
            '[' or ']' or '-' => null,
            _ => TakeCharacter(),
        };

    private Rune? TakeCharacter()
    {
        if (!Rune.TryGetRuneAt(_pattern, _position, out var rune))
        {
            return null;
        }

        _position += rune.Utf16SequenceLength;
        return rune;
    }

    private Rune? SingleEscape()
    {
        _position++;
        var c = Current;
        _position++;
        return c switch
        {
            'n' => new Rune('\n'),
            'r' => new Rune('\r'),
            't' => new Rune('\t'),
            (>= '(' and <= '+') or '-' or '.' or '?' or '[' or '\\' or ']' or '^' or '{' or '|' or '}' => new Rune(c),
            _ => null,
        };
    }

    /// <summary>A Unicode category such as <c>\p{Lu}</c>; null, with nothing taken, where none stands here.</summary>
    private string? Category()
    {
        if (
            Current != '\\'
            || _position + 3 >= _pattern.Length
            || _pattern[_position + 1] is not ('p' or 'P')
            || _pattern[_position + 2] != '{'
        )
        {
            return null;
        }

        var close = _pattern.IndexOf('}', _position);
        var name = close < 0 ? string.Empty : _pattern[(_position + 3)..close];
        if (!IsCategory(name))
        {
            return null;
        }

        var text = _pattern[_position..(close + 1)];
        _position = close + 1;
        return text;
    }

    private static bool IsCategory(string name) =>
        name is { Length: 1 or 2 }
        && name[0] switch
        {
            'L' => name.Length == 1 || "lmotu".Contains(name[1], StringComparison.Ordinal),
            'M' => name.Length == 1 || "cen".Contains(name[1], StringComparison.Ordinal),
            'N' => name.Length == 1 || "dlo".Contains(name[1], StringComparison.Ordinal),
            'P' => name.Length == 1 || "cdefios".Contains(name[1], StringComparison.Ordinal),
            'Z' => name.Length == 1 || "lps".Contains(name[1], StringComparison.Ordinal),
            'S' => name.Length == 1 || "ckmo".Contains(name[1], StringComparison.Ordinal),
            'C' => name.Length == 1 || "cfno".Contains(name[1], StringComparison.Ordinal),
            _ => false,
        };

    private static string Literal(Rune rune) => SurrogateRanges.Escape(rune.ToString());
}
