using System.Text;

namespace Orchestra.Engine.JsonSchema.Formats;

/// <summary>
/// RFC 3492: a label of any script in letters, digits and hyphens. <see cref="System.Globalization.IdnMapping"/> will not do, for it
/// refuses labels by the rules of 2003.
/// </summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int FirstBias = 72;
    private const int FirstCode = 0x80;

    /// <summary>The label without the <c>xn--</c> before it.</summary>
    public static string Encode(string label)
    {
        var runes = label.EnumerateRunes().Select(rune => rune.Value).ToArray();
        var encoded = new StringBuilder(label.Length * 2);
        encoded.Append([.. runes.Where(IsBasic).Select(value => (char)value)]);
        var basic = encoded.Length;
        if (basic > 0)
        {
            encoded.Append('-');
        }

        var (code, delta, bias, handled) = (FirstCode, 0L, FirstBias, basic);
        while (handled < runes.Length)
        {
            var next = runes.Where(value => value >= code).Min();
            delta += (long)(next - code) * (handled + 1);
            code = next;
            foreach (var value in runes)
            {
                if (value < code)
                {
                    delta++;
                }
                else if (value == code)
                {
                    Append(encoded, delta, bias);
                    bias = Adapt(delta, handled + 1, isFirst: handled == basic);
                    delta = 0;
                    handled++;
                }
            }

            delta++;
            code++;
        }

        return encoded.ToString();
    }

    /// <summary>The label that stands after <c>xn--</c>; null when it is none.</summary>
    public static string? Decode(string encoded)
    {
        var hyphen = encoded.LastIndexOf('-');
        var runes = hyphen > 0 ? encoded[..hyphen].Select(letter => (int)letter).ToList() : [];
        var (code, position, bias) = ((long)FirstCode, 0L, FirstBias);
        for (var at = hyphen + 1; at < encoded.Length; )
        {
            var before = position;
            if (!TryReadNumber(encoded, bias, ref at, ref position))
            {
                return null;
            }

            bias = Adapt(position - before, runes.Count + 1, isFirst: before == 0);
            code += position / (runes.Count + 1);
            position %= runes.Count + 1;
            if (!Rune.IsValid(code > int.MaxValue ? -1 : (int)code))
            {
                return null;
            }

            runes.Insert((int)position++, (int)code);
        }

        return string.Concat(runes.Select(value => new Rune(value).ToString()));
    }

    private static bool IsBasic(int value) => value < FirstCode;

    private static void Append(StringBuilder encoded, long number, int bias)
    {
        for (var place = Base; ; place += Base)
        {
            var threshold = Threshold(place, bias);
            if (number < threshold)
            {
                encoded.Append(DigitOf((int)number));
                return;
            }

            encoded.Append(DigitOf((int)(threshold + ((number - threshold) % (Base - threshold)))));
            number = (number - threshold) / (Base - threshold);
        }
    }

    private static bool TryReadNumber(string encoded, int bias, ref int at, ref long number)
    {
        var weight = 1L;
        for (var place = Base; at < encoded.Length; place += Base)
        {
            var digit = ValueOf(encoded[at++]);
            number += digit * weight;
            if (digit < 0 || number > int.MaxValue)
            {
                return false;
            }

            var threshold = Threshold(place, bias);
            if (digit < threshold)
            {
                return true;
            }

            weight *= Base - threshold;
            if (weight > int.MaxValue)
            {
                return false;
            }
        }

        return false;
    }

    private static int Threshold(int place, int bias) => Math.Clamp(place - bias, 1, 26);

    private static int Adapt(long delta, int count, bool isFirst)
    {
        delta = isFirst ? delta / 700 : delta / 2;
        delta += delta / count;
        var bias = 0;
        for (; delta > 455; bias += Base)
        {
            delta /= Base - 1;
        }

        return bias + (int)(Base * delta / (delta + 38));
    }

    private static char DigitOf(int value) => (char)(value < 26 ? 'a' + value : '0' + value - 26);

    private static int ValueOf(char digit) =>
        char.IsAsciiDigit(digit) ? digit - '0' + 26
        : char.IsAsciiLetter(digit) ? (digit | 0x20) - 'a'
        : -1;
}
