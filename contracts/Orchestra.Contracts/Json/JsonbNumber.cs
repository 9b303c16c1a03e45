using System.Globalization;

namespace Orchestra.Contracts.Json;

/// <summary>A JSON number as PostgreSQL's jsonb keeps it: in plain decimal, with every digit written after the point.</summary>
internal readonly ref struct JsonbNumber
{
    // PostgreSQL's numeric; measured on 15, where one digit more is SQLSTATE 22003.
    private const int MaxWholeDigits = 131_072;
    private const int MaxFractionDigits = 16_383;

    private readonly ReadOnlySpan<char> _whole;
    private readonly ReadOnlySpan<char> _fraction;
    private readonly bool _isNegative;
    private readonly int _exponent;
    private readonly int _leadingZeros;

    /// <param name="text">A number in JSON's grammar.</param>
    public JsonbNumber(ReadOnlySpan<char> text)
    {
        _isNegative = text[0] == '-';
        var digits = _isNegative ? text[1..] : text;
        var exponentAt = digits.IndexOfAny('e', 'E');
        _exponent = exponentAt < 0 ? 0 : Exponent(digits[(exponentAt + 1)..]);
        var mantissa = exponentAt < 0 ? digits : digits[..exponentAt];
        var pointAt = mantissa.IndexOf('.');
        _whole = pointAt < 0 ? mantissa : mantissa[..pointAt];
        _fraction = pointAt < 0 ? [] : mantissa[(pointAt + 1)..];
        var significant = _whole.IndexOfAnyExcept('0');
        var behindPoint = significant < 0 ? _fraction.IndexOfAnyExcept('0') : 0;
        IsZero = behindPoint < 0;
        _leadingZeros = significant < 0 ? _whole.Length + Math.Max(behindPoint, 0) : significant;
    }

    /// <summary>Digits before the point in plain decimal; 0 for a number below 1.</summary>
    private long WholeDigits => IsZero ? 0 : Math.Max(0, (long)_whole.Length + _exponent - _leadingZeros);

    /// <summary>Digits after the point in plain decimal.</summary>
    private long FractionDigits => Math.Max(0, (long)_fraction.Length - _exponent);

    private bool IsZero { get; }

    /// <summary>Whether jsonb can hold it.</summary>
    public bool Fits =>
        WholeDigits <= MaxWholeDigits && FractionDigits <= MaxFractionDigits && Math.Abs((long)_exponent) < int.MaxValue / 2;

    /// <summary>How many characters plain decimal takes more than what was written: a short exponent can stand for very many.</summary>
    public long Growth => WholeDigits + FractionDigits - _whole.Length - _fraction.Length;

    /// <summary>The number in plain decimal; only for one that <see cref="Fits"/>.</summary>
    public string ToPlain()
    {
        var digits = string.Concat(_whole, _fraction);
        var point = _whole.Length + _exponent;
        var (wholeDigits, fractionDigits) = ((int)WholeDigits, (int)FractionDigits);
        var plain = new System.Text.StringBuilder(wholeDigits + fractionDigits + 3);
        if (_isNegative && !IsZero)
        {
            plain.Append('-');
        }

        for (var i = point - wholeDigits; i < point; i++)
        {
            plain.Append(DigitAt(i));
        }

        if (wholeDigits == 0)
        {
            plain.Append('0');
        }

        if (fractionDigits > 0)
        {
            plain.Append('.');
        }

        for (var i = point; i < point + fractionDigits; i++)
        {
            plain.Append(DigitAt(i));
        }

        return plain.ToString();

        char DigitAt(int index) => index >= 0 && index < digits.Length ? digits[index] : '0';
    }

    // One beyond 32 bits is beyond every limit, whatever it is exactly.
    private static int Exponent(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) ? exponent
        : text[0] == '-' ? -int.MaxValue
        : int.MaxValue;
}
