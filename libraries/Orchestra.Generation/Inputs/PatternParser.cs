using System.Globalization;
using System.Text;

namespace Orchestra.Generation.Inputs;

/// <summary>Reads the plain part of ECMA 262 regular expressions. Null for anything else: then no text is promised.</summary>
internal sealed class PatternParser(string pattern)
{
    private const int MaxDepth = 20;
    private const string Digits = "0123456789";
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Marks = " !\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~";

    private int _position;
    private int _depth;
    private bool _failed;

    public PatternNode? Parse()
    {
        var node = ParseChoice();
        return _failed || _position < pattern.Length ? null : node;
    }

    private char Current => _position < pattern.Length ? pattern[_position] : '\0';

    private PatternNode ParseChoice()
    {
        if (++_depth > MaxDepth)
        {
            return Fail();
        }

        var items = new List<PatternNode> { ParseSequence() };
        while (!_failed && Take('|'))
        {
            items.Add(ParseSequence());
        }

        _depth--;
        return items.Count == 1 ? items[0] : new PatternNode.Choice(items);
    }

    private PatternNode.Sequence ParseSequence()
    {
        var items = new List<PatternNode>();
        while (!_failed && _position < pattern.Length && Current is not ('|' or ')'))
        {
            // Anchors inside a text forbid what is before or after them: only those at the ends of the pattern or of its choices are plain.
            if (_depth == 1 && (Current == '^' ? items.Count == 0 : Current == '$' && EndsChoice(_position + 1)))
            {
                _position++;
                continue;
            }

            items.Add(ParseQuantified());
        }

        return new PatternNode.Sequence(items);
    }

    private bool EndsChoice(int position) => position >= pattern.Length || pattern[position] == '|';

    private PatternNode ParseQuantified()
    {
        var item = ParseAtom();
        if (_failed)
        {
            return item;
        }

        (int Least, int? Most)? times = Current switch
        {
            '?' => (0, 1),
            '*' => (0, null),
            '+' => (1, null),
            _ => null,
        };
        if (times is not null)
        {
            _position++;
        }
        else if (Current == '{')
        {
            times = ParseCount();
        }

        if (times is not { } range)
        {
            return item;
        }

        Take('?');
        return new PatternNode.Repeat(item, range.Least, range.Most);
    }

    private (int Least, int? Most)? ParseCount()
    {
        var close = pattern.IndexOf('}', _position);
        var bounds = close < 0 ? [] : pattern[(_position + 1)..close].Split(',');
        if (
            bounds.Length is not (1 or 2)
            || !int.TryParse(bounds[0], NumberStyles.None, CultureInfo.InvariantCulture, out var least)
            || !TryReadMost(bounds, least, out var most)
        )
        {
            Fail();
            return null;
        }

        _position = close + 1;
        return (least, most);
    }

    private static bool TryReadMost(string[] bounds, int least, out int? most)
    {
        most = bounds.Length == 1 ? least : null;
        if (bounds.Length == 1 || bounds[1].Length == 0)
        {
            return true;
        }

        var read = int.TryParse(bounds[1], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least;
        most = value;
        return read;
    }

    private PatternNode ParseAtom()
    {
        var c = Current;
        _position++;
        switch (c)
        {
            case '(':
                return ParseGroup();
            case '[':
                return ParseClass();
            case '.':
                return new PatternNode.OneOf(Letters + Digits);
            case '\\':
                return ParseEscape() is { } characters ? new PatternNode.OneOf(characters) : Fail();
            case '*' or '+' or '?' or '{' or '^' or '$' or ')':
                return Fail();
            default:
                return char.IsSurrogate(c) ? Fail() : new PatternNode.OneOf(c.ToString());
        }
    }

    private PatternNode ParseGroup()
    {
        if (Take('?'))
        {
            // Look-arounds and names are not plain; (?: is.
            if (!Take(':'))
            {
                return Fail();
            }
        }

        var node = ParseChoice();
        return Take(')') ? node : Fail();
    }

    // Also used inside classes; null for what is not a set of characters, such as \b and \1.
    private string? ParseEscape()
    {
        var c = Current;
        _position++;
        return c switch
        {
            'd' => Digits,
            'w' => Letters + Digits + "_",
            's' => " ",
            'D' => Letters,
            'S' => Letters + Digits,
            'W' => "-",
            't' => "\t",
            'n' => "\n",
            'r' => "\r",
            _ when c != '\0' && char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) => c.ToString(),
            _ => null,
        };
    }

    private PatternNode ParseClass()
    {
        var negated = Take('^');
        var characters = new StringBuilder();
        while (!_failed && Current != ']')
        {
            if (_position >= pattern.Length || !AppendMember(characters))
            {
                return Fail();
            }
        }

        _position++;
        var set = characters.ToString();
        if (negated)
        {
            set = string.Concat((Letters + Digits + Marks).Where(c => !set.Contains(c, StringComparison.Ordinal)));
        }

        return set.Length > 0 ? new PatternNode.OneOf(set) : Fail();
    }

    private bool AppendMember(StringBuilder characters)
    {
        if (ReadMember() is not { } first)
        {
            return false;
        }

        if (first.Length != 1 || Current != '-' || _position + 1 >= pattern.Length || pattern[_position + 1] == ']')
        {
            characters.Append(first);
            return true;
        }

        _position++;
        if (ReadMember() is not { Length: 1 } last || last[0] < first[0] || last[0] - first[0] > 0x3000)
        {
            return false;
        }

        // A wide range holds characters that few services take: the first ones are enough.
        for (var c = (int)first[0]; c <= last[0] && c - first[0] < 128; c++)
        {
            if (!char.IsSurrogate((char)c))
            {
                characters.Append((char)c);
            }
        }

        return true;
    }

    private string? ReadMember()
    {
        var c = Current;
        _position++;
        return c == '\\' ? ParseEscape()
            : char.IsSurrogate(c) ? null
            : c.ToString();
    }

    private bool Take(char expected)
    {
        if (Current != expected || _position >= pattern.Length)
        {
            return false;
        }

        _position++;
        return true;
    }

    private PatternNode.Sequence Fail()
    {
        _failed = true;
        return new PatternNode.Sequence([]);
    }
}
