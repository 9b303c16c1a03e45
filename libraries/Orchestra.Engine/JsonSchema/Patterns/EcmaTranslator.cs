using System.Text;

namespace Orchestra.Engine.JsonSchema.Patterns;

/// <summary>
/// Writes a regular expression of ECMA-262 as .NET understands it: ASCII digits and words, ECMA's white space, an end
/// that is the end, and code points instead of UTF-16 units.
/// </summary>
/// <param name="source">The expression.</param>
/// <param name="strict">Refuses what only other languages have; otherwise that is passed on, as .NET may know it.</param>
internal sealed partial class EcmaTranslator(string source, bool strict)
{
    private readonly StringBuilder _target = new();
    private int _position;

    private bool AtEnd => _position >= source.Length;

    /// <exception cref="FormatException">The expression cannot be read.</exception>
    public string Translate()
    {
        while (!AtEnd)
        {
            TranslateNext();
        }

        return _target.ToString();
    }

    private void TranslateNext()
    {
        var next = source[_position];
        switch (next)
        {
            case '\\':
                TranslateEscape();
                break;
            case '[':
                TranslateClass();
                break;
            case '.':
                _position++;
                EmitSet(EcmaSet.LineEnds, negated: true);
                break;
            case '$':
                _position++;
                _target.Append(@"\z");
                break;
            case '(':
                TranslateGroup();
                break;
            case '{':
                TranslateBrace();
                break;
            case '}' or ']' when strict:
                throw new FormatException($"\"{next}\" has no opening bracket");
            case '}' or ']':
                _position++;
                _target.Append('\\').Append(next);
                break;
            case '^' or '|' or ')' or '*' or '+' or '?':
                _position++;
                _target.Append(next);
                break;
            default:
                EmitCharacter(ReadCodePoint());
                break;
        }
    }

    private void TranslateGroup()
    {
        _target.Append('(');
        _position++;
        if (AtEnd || source[_position] != '?')
        {
            return;
        }

        var kind = source.AsSpan(_position + 1);
        var isEcma = kind.StartsWith(":") || kind.StartsWith("=") || kind.StartsWith("!") || kind.StartsWith("<");
        if (strict && !isEcma)
        {
            throw new FormatException("a group starts with \"(?\" and no kind of group that ECMA-262 has");
        }

        // The name, flags or sign after it are letters of no other meaning.
        var end = source.AsSpan(_position).IndexOfAny(":=!>)");
        var length = end < 0 ? source.Length - _position : end + 1;
        if (end >= 0 && source[_position + end] == ')')
        {
            length--;
        }

        _target.Append(source, _position, length);
        _position += length;
    }

    private void TranslateBrace()
    {
        var close = source.IndexOf('}', _position);
        var body = close < 0 ? "" : source[(_position + 1)..close];
        var comma = body.IndexOf(',', StringComparison.Ordinal);
        var least = comma < 0 ? body : body[..comma];
        var most = comma < 0 ? "" : body[(comma + 1)..];
        if (least.Length > 0 && least.All(char.IsAsciiDigit) && most.All(char.IsAsciiDigit))
        {
            _target.Append('{').Append(body).Append('}');
            _position = close + 1;
            return;
        }

        if (strict)
        {
            throw new FormatException("\"{\" starts no number of repetitions");
        }

        _target.Append(@"\{");
        _position++;
    }

    private void TranslateClass()
    {
        _position++;
        var negated = !AtEnd && source[_position] == '^';
        _position += negated ? 1 : 0;
        var members = new EcmaClass();
        while (true)
        {
            if (AtEnd)
            {
                throw new FormatException("a class of characters has no closing \"]\"");
            }

            if (source[_position] == ']')
            {
                _position++;
                _target.Append(members.Build(negated, Repeats()));
                return;
            }

            ReadMember(members);
        }
    }

    private void ReadMember(EcmaClass members)
    {
        if (ReadClassAtom(members) is not { } low)
        {
            return;
        }

        var isRange = _position + 1 < source.Length && source[_position] == '-' && source[_position + 1] != ']';
        if (!isRange)
        {
            members.Add(low, low);
            return;
        }

        _position++;
        if (ReadClassAtom(members) is not { } high)
        {
            // A set ends no range: both the start and the hyphen stand for themselves.
            members.Add(low, low);
            members.Add('-', '-');
            return;
        }

        if (high < low)
        {
            throw new FormatException("a range of characters ends before it starts");
        }

        members.Add(low, high);
    }

    // A code point, or null when a whole set was added.
    private int? ReadClassAtom(EcmaClass members)
    {
        if (source[_position] != '\\')
        {
            return ReadCodePoint();
        }

        if (ReadSet(out var negated) is { } set)
        {
            members.Add(
                !negated
                    ? set.Content
                    : set.Complement ?? throw new FormatException("this negated property is not supported inside a class")
            );
            return null;
        }

        if (_position + 1 < source.Length && source[_position + 1] == 'b')
        {
            _position += 2;
            return '\b';
        }

        return ReadEscapedCodePoint();
    }

    private void TranslateEscape()
    {
        if (ReadSet(out var negated) is { } set)
        {
            EmitSet(set, negated);
            return;
        }

        if (_position + 1 >= source.Length)
        {
            throw new FormatException("the expression ends in a backslash");
        }

        var next = source[_position + 1];
        if (next is 'b' or 'B' or (>= '1' and <= '9') || (!strict && next is 'A' or 'Z' or 'z' or 'G'))
        {
            _target.Append('\\').Append(next);
            _position += 2;
        }
        else if (next == 'k' && source.IndexOf('>', _position) is > 0 and var end)
        {
            _target.Append(source, _position, end + 1 - _position);
            _position = end + 1;
        }
        else
        {
            EmitCharacter(ReadEscapedCodePoint());
        }
    }

    // \d, \w, \s, \p{..} and their negations; null, without a move, for anything else.
    private EcmaSet? ReadSet(out bool negated)
    {
        negated = false;
        if (_position + 1 >= source.Length)
        {
            return null;
        }

        var letter = source[_position + 1];
        negated = char.IsAsciiLetterUpper(letter);
        switch (char.ToLowerInvariant(letter))
        {
            case 'd':
                _position += 2;
                return EcmaSet.Digits;
            case 'w':
                _position += 2;
                return EcmaSet.WordCharacters;
            case 's':
                _position += 2;
                return EcmaSet.Spaces;
            case 'p':
                return ReadProperty();
            default:
                return null;
        }
    }

    private EcmaSet ReadProperty()
    {
        var open = _position + 2;
        var close = source.IndexOf('}', _position);
        if (open >= source.Length || source[open] != '{' || close < 0)
        {
            throw new FormatException("\\p names no Unicode property in braces");
        }

        var name = source[(open + 1)..close];
        _position = close + 1;
        return EcmaSet.OfProperty(name) ?? throw new FormatException($"the Unicode property \"{name}\" is not supported");
    }

    private void EmitCharacter(int codePoint)
    {
        if (codePoint < 128 && char.IsAsciiLetterOrDigit((char)codePoint))
        {
            _target.Append((char)codePoint);
        }
        else if (codePoint <= 0xFFFF)
        {
            _target.Append(EcmaClass.Unit(codePoint));
        }
        else
        {
            var units = char.ConvertFromUtf32(codePoint);
            _target.Append("(?:").Append(EcmaClass.Unit(units[0])).Append(EcmaClass.Unit(units[1])).Append(')');
        }
    }

    private void EmitSet(EcmaSet set, bool negated)
    {
        var members = new EcmaClass();
        members.Add(set.Content);
        _target.Append(members.Build(negated, Repeats()));
    }

    private bool Repeats() => !AtEnd && source[_position] is '*' or '+';
}
