using System.Globalization;

namespace Orchestra.Engine.Language;

/// <summary>
/// A JSON number as its decimal digits: compared exactly whatever its size (0.1 is 0.10, 1e400 is above 9e399),
/// at the cost of its digits and never of its exponent.
/// </summary>
internal readonly struct JsonNumber : IComparable<JsonNumber>
{
    private const long MaxExponent = 1_000_000_000_000;
    private const int MaxPlainDigits = 1000;
    private readonly bool _negative;

    /// <summary>The significant digits, without zeros at either end; empty for zero.</summary>
    private readonly string _digits;

    /// <summary>The value is 0.digits times ten to this power.</summary>
    private readonly long _scale;

    private JsonNumber(bool negative, string digits, long scale)
    {
        _negative = negative;
        _digits = digits;
        _scale = scale;
    }

    /// <summary>Whether the value has no fraction: 1.0 and 1e2 are integers.</summary>
    public bool IsInteger => _digits.Length <= _scale || _digits.Length == 0;

    /// <summary>Reads a text in JSON's number grammar.</summary>
    public static JsonNumber Parse(string text)
    {
        var negative = text[0] == '-';
        var mantissaEnd = text.AsSpan().IndexOfAny('e', 'E');
        long exponent = 0;
        if (mantissaEnd < 0)
        {
            mantissaEnd = text.Length;
        }
        else if (!long.TryParse(text.AsSpan(mantissaEnd + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
        {
            exponent = text[mantissaEnd + 1] == '-' ? -MaxExponent : MaxExponent;
        }

        exponent = Math.Clamp(exponent, -MaxExponent, MaxExponent);
        var mantissa = text[(negative ? 1 : 0)..mantissaEnd];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var all = point < 0 ? mantissa : mantissa.Remove(point, 1);
        var significant = all.TrimStart('0');
        var leadingZeros = all.Length - significant.Length;
        significant = significant.TrimEnd('0');
        return significant.Length == 0
            ? new JsonNumber(false, string.Empty, 0)
            : new JsonNumber(negative, significant, (point < 0 ? all.Length : point) - leadingZeros + exponent);
    }

    /// <summary>Whether a text is in JSON's number grammar.</summary>
    public static bool IsNumber(string text)
    {
        try
        {
            var scanner = new Scanner(text, 0, LanguageLimits.Default);
            if (scanner.Current is '\'' or '"')
            {
                return false;
            }

            LiteralParser.Parse(scanner);
            return scanner.Position == text.Length;
        }
        catch (LanguageSyntaxException)
        {
            return false;
        }
    }

    public int CompareTo(JsonNumber other)
    {
        if (_digits.Length == 0 || other._digits.Length == 0)
        {
            return Sign.CompareTo(other.Sign);
        }

        if (_negative != other._negative)
        {
            return _negative ? -1 : 1;
        }

        var size = _scale.CompareTo(other._scale);
        size = size != 0 ? size : string.CompareOrdinal(_digits, other._digits);
        return _negative ? -size : size;
    }

    /// <summary>The number without an exponent, as far as that stays under a thousand digits; otherwise as digits and exponent.</summary>
    public string ToPlainString()
    {
        if (_digits.Length == 0)
        {
            return "0";
        }

        var sign = _negative ? "-" : string.Empty;
        if (Math.Abs(_scale) + _digits.Length > MaxPlainDigits)
        {
            return $"{sign}0.{_digits}e{_scale.ToString(CultureInfo.InvariantCulture)}";
        }

        var scale = (int)_scale;
        if (scale <= 0)
        {
            return $"{sign}0.{new string('0', -scale)}{_digits}";
        }

        return scale >= _digits.Length
            ? sign + _digits + new string('0', scale - _digits.Length)
            : $"{sign}{_digits[..scale]}.{_digits[scale..]}";
    }

    /// <summary>The value as a 32-bit or 64-bit integer; null where it is none or too large.</summary>
    public long? ToInt64() =>
        IsInteger
        && _scale <= 19
        && long.TryParse(ToPlainString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    private int Sign =>
        _digits.Length == 0 ? 0
        : _negative ? -1
        : 1;
}
