using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Json;

namespace Orchestra.Engine.Language;

/// <summary>Literals of RFC 9535: quoted strings, numbers, true, false and null.</summary>
internal static class LiteralParser
{
    /// <summary>Whether a literal other than a name starts here.</summary>
    public static bool StartsHere(Scanner scanner) => scanner.Current is '\'' or '"' or '-' || char.IsAsciiDigit(scanner.Current);

    /// <summary>A quoted string or a number.</summary>
    public static JsonNode? Parse(Scanner scanner) =>
        scanner.Current is '\'' or '"' ? JsonValue.Create(ParseString(scanner)) : ParseNumber(scanner);

    /// <summary>The value of a name that is a literal; false where the name is something else.</summary>
    public static bool TryKeyword(string name, out JsonNode? value)
    {
        value = name switch
        {
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            _ => null,
        };
        return value is not null || name == "null";
    }

    public static string ParseString(Scanner scanner)
    {
        var start = scanner.Position;
        var quote = scanner.Current;
        scanner.Position++;
        var text = new StringBuilder();
        while (!scanner.TryTake(quote))
        {
            if (scanner.AtEnd)
            {
                throw scanner.Error($"a string is not closed: {quote} is missing", start);
            }

            var c = scanner.Current;
            if (c < ' ')
            {
                throw scanner.Error($"control character {scanner.Found()} in a string: write it as an escape");
            }

            if (char.IsSurrogate(c))
            {
                AppendPair(scanner, text);
            }
            else if (c == '\\')
            {
                AppendEscape(scanner, text, quote);
            }
            else
            {
                text.Append(c);
                scanner.Position++;
            }
        }

        return text.ToString();
    }

    private static void AppendPair(Scanner scanner, StringBuilder text)
    {
        var high = scanner.Current;
        scanner.Position++;
        var low = scanner.Current;
        if (!char.IsSurrogatePair(high, low))
        {
            throw scanner.Error("half of a surrogate pair in a string", scanner.Position - 1);
        }

        text.Append(high).Append(low);
        scanner.Position++;
    }

    private static void AppendEscape(Scanner scanner, StringBuilder text, char quote)
    {
        scanner.Position++;
        var c = scanner.Current;
        if (c == 'u')
        {
            AppendUnicode(scanner, text);
            return;
        }

        char? plain = c switch
        {
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '/' or '\\' => c,
            '\'' or '"' when c == quote => c,
            _ => null,
        };
        text.Append(plain ?? throw scanner.Error($"unknown escape in a string: \\ followed by {scanner.Found()}"));
        scanner.Position++;
    }

    private static void AppendUnicode(Scanner scanner, StringBuilder text)
    {
        var start = scanner.Position - 1;
        var first = TakeHex(scanner);
        text.Append(first);
        if (!char.IsSurrogate(first))
        {
            return;
        }

        if (char.IsHighSurrogate(first) && scanner.TryTake('\\') && scanner.Current == 'u')
        {
            var second = TakeHex(scanner);
            if (char.IsLowSurrogate(second))
            {
                text.Append(second);
                return;
            }
        }

        throw scanner.Error("half of a surrogate pair in a string", start);
    }

    private static char TakeHex(Scanner scanner)
    {
        scanner.Position++;
        var value = 0;
        for (var i = 0; i < 4; i++)
        {
            if (!char.IsAsciiHexDigit(scanner.Current))
            {
                throw scanner.Error($"\\u takes four hexadecimal digits, found {scanner.Found()}");
            }

            value = (value * 16) + Convert.ToInt32(scanner.Current.ToString(), 16);
            scanner.Position++;
        }

        return (char)value;
    }

    private static JsonNode? ParseNumber(Scanner scanner)
    {
        var start = scanner.Position;
        scanner.TryTake('-');
        if (!scanner.TryTake('0'))
        {
            TakeDigits(scanner);
        }

        if (scanner.TryTake('.'))
        {
            TakeDigits(scanner);
        }

        if (scanner.TryTake('e') || scanner.TryTake('E'))
        {
            _ = scanner.TryTake('+') || scanner.TryTake('-');
            TakeDigits(scanner);
        }

        if (char.IsAsciiDigit(scanner.Current))
        {
            throw scanner.Error("a number has no leading zeros", start);
        }

        var number = scanner.Text[start..scanner.Position];
        return StorableJson.IsStorableNumber(number)
            ? JsonNode.Parse(number)
            : throw scanner.Error("the number is beyond what the database can hold", start);
    }

    /// <summary>An index or a bound of a slice: an integer that I-JSON can hold, without leading zeros.</summary>
    public static long ParseIndex(Scanner scanner)
    {
        const long MaxInteger = (1L << 53) - 1;
        var start = scanner.Position;
        scanner.TryTake('-');
        TakeDigits(scanner);
        var text = scanner.Text.AsSpan(start, scanner.Position - start);
        var digits = text.TrimStart('-');
        if ((digits.Length > 1 && digits[0] == '0') || text is "-0")
        {
            throw scanner.Error("an index has no leading zeros and no negative zero", start);
        }

        if (
            !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            || Math.Abs(value) > MaxInteger
        )
        {
            throw scanner.Error($"the index is beyond {MaxInteger}", start);
        }

        return value;
    }

    private static void TakeDigits(Scanner scanner)
    {
        if (!char.IsAsciiDigit(scanner.Current))
        {
            throw scanner.Error($"expected a digit, found {scanner.Found()}");
        }

        while (char.IsAsciiDigit(scanner.Current))
        {
            scanner.Position++;
        }
    }
}
