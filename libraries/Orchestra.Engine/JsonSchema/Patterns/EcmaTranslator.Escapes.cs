using System.Globalization;

namespace Orchestra.Engine.JsonSchema.Patterns;

/// <content>Reading of single characters, plain and escaped.</content>
internal sealed partial class EcmaTranslator
{
    private int ReadEscapedCodePoint()
    {
        if (_position + 1 >= source.Length)
        {
            throw new FormatException("the expression ends in a backslash");
        }

        _position++;
        var letter = source[_position++];
        switch (letter)
        {
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'f':
                return '\f';
            case 'v':
                return '\v';
            case '0':
                return '\0';
            case 'c' when !AtEnd && char.IsAsciiLetter(source[_position]):
                return source[_position++] % 32;
            case 'x' when ReadHex(2) is { } value:
                return value;
            case 'u':
                return ReadUnicodeEscape();
            default:
                if (strict && char.IsAsciiLetterOrDigit(letter))
                {
                    throw new FormatException($"\"\\{letter}\" is no escape of ECMA-262");
                }

                _position--;
                return ReadCodePoint();
        }
    }

    private int ReadUnicodeEscape()
    {
        if (!AtEnd && source[_position] == '{')
        {
            var close = source.IndexOf('}', _position);
            var digits = close < 0 ? "" : source[(_position + 1)..close];
            if (
                !int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
                || value is < 0 or > 0x10FFFF
            )
            {
                throw new FormatException("\\u{...} holds no code point");
            }

            _position = close + 1;
            return value;
        }

        var lead = ReadHex(4) ?? throw new FormatException("\\u is not followed by four hexadecimal digits");
        if (!char.IsHighSurrogate((char)lead) || !source.AsSpan(_position).StartsWith(@"\u"))
        {
            return lead;
        }

        var start = _position;
        _position += 2;
        if (ReadHex(4) is { } trail && char.IsLowSurrogate((char)trail))
        {
            return char.ConvertToUtf32((char)lead, (char)trail);
        }

        _position = start;
        return lead;
    }

    private int? ReadHex(int digits)
    {
        if (_position + digits > source.Length)
        {
            return null;
        }

        var text = source.AsSpan(_position, digits);
        if (!int.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }

        _position += digits;
        return value;
    }

    private int ReadCodePoint()
    {
        if (char.IsHighSurrogate(source[_position]) && _position + 1 < source.Length && char.IsLowSurrogate(source[_position + 1]))
        {
            _position += 2;
            return char.ConvertToUtf32(source[_position - 2], source[_position - 1]);
        }

        return source[_position++];
    }
}
