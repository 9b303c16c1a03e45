using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Orchestra.Engine.JsonSchema.Values;

/// <summary>
/// A JSON number as it is written: sign, significant digits and a power of ten. Nothing is rounded, and
/// <c>1e400</c> costs no more than <c>1</c> because the power is never multiplied out.
/// </summary>
internal readonly struct JsonNumber
{
    private const int SmallDigits = 19;

    // An exponent this large is beyond any number of digits in a document; saturating keeps the order.
    private const long MaxExponent = long.MaxValue / 4;

    private static readonly ulong[] PowersOfTen = CreatePowers();

    private readonly bool _negative;
    private readonly int _digits;
    private readonly long _exponent;
    private readonly ulong _small;
    private readonly byte[]? _large;

    private JsonNumber(bool negative, ReadOnlySpan<byte> digits, long exponent)
    {
        _negative = negative;
        _digits = digits.Length;
        _exponent = exponent;
        if (digits.Length > SmallDigits)
        {
            _large = digits.ToArray();
            return;
        }

        foreach (var digit in digits)
        {
            _small = (_small * 10) + (ulong)(digit - '0');
        }
    }

    private JsonNumber(bool negative, ulong digits, long exponent)
    {
        _negative = negative;
        _digits = DigitsOf(digits);
        _exponent = exponent;
        _small = digits;
    }

    /// <summary>No fraction is left: true for 1.0 and 1e3.</summary>
    public bool IsInteger => _exponent >= 0;

    public bool IsZero => _digits == 0;

    public bool IsNegative => _negative;

    /// <summary>How many significant digits the number has.</summary>
    public int Digits => _digits;

    public static JsonNumber From(JsonElement number) => Parse(JsonMarshal.GetRawUtf8Value(number));

    /// <summary>Reads a number in JSON's grammar, which the JSON parser has checked.</summary>
    public static JsonNumber Parse(ReadOnlySpan<byte> raw)
    {
        if (raw.Length <= SmallDigits && TryParseSmall(raw, out var small))
        {
            return small;
        }

        var negative = raw[0] == (byte)'-';
        var mantissa = negative ? raw[1..] : raw;
        long exponent = 0;
        var mark = mantissa.IndexOfAny((byte)'e', (byte)'E');
        if (mark >= 0)
        {
            exponent = ReadExponent(mantissa[(mark + 1)..]);
            mantissa = mantissa[..mark];
        }

        var point = mantissa.IndexOf((byte)'.');
        if (point < 0)
        {
            return Normalise(negative, mantissa, exponent);
        }

        var digits = mantissa.Length <= 64 ? stackalloc byte[mantissa.Length - 1] : new byte[mantissa.Length - 1];
        mantissa[..point].CopyTo(digits);
        mantissa[(point + 1)..].CopyTo(digits[point..]);
        return Normalise(negative, digits, exponent - (mantissa.Length - point - 1));
    }

    public static int Compare(in JsonNumber left, in JsonNumber right)
    {
        if (left._negative != right._negative)
        {
            return left._negative ? -1 : 1;
        }

        var magnitude = CompareMagnitude(left, right);
        return left._negative ? -magnitude : magnitude;
    }

    /// <summary>True when this number is a whole multiple of <paramref name="divisor"/>, which is not zero.</summary>
    public bool IsMultipleOf(in JsonNumber divisor)
    {
        if (IsZero)
        {
            return true;
        }

        // digits * 10^shift must be divisible by the divisor's digits; digits without a trailing zero are not divisible by ten.
        var shift = _exponent - divisor._exponent;
        if (shift < 0)
        {
            return false;
        }

        if (_large is null && divisor._large is null && shift <= 18)
        {
            UInt128 power = PowerOfTen((int)shift) % divisor._small;
            return power * (_small % divisor._small) % divisor._small == 0;
        }

        var modulus = divisor.ToBigInteger();
        return (RemainderOfDigits(modulus) * BigInteger.ModPow(10, shift, modulus) % modulus).IsZero;
    }

    /// <summary>The value, or the nearest end of the range of a long; the number has no fraction.</summary>
    public long ToInt64Saturated()
    {
        if (IsZero)
        {
            return 0;
        }

        if (_exponent + _digits > 18)
        {
            return _negative ? long.MinValue : long.MaxValue;
        }

        var magnitude = (long)(_small * PowerOfTen((int)_exponent));
        return _negative ? -magnitude : magnitude;
    }

    public void AddTo(ref HashCode hash)
    {
        hash.Add(_negative);
        hash.Add(_exponent);
        hash.Add(_small);
        if (_large is not null)
        {
            hash.AddBytes(_large);
        }
    }

    private static JsonNumber Normalise(bool negative, ReadOnlySpan<byte> digits, long exponent)
    {
        digits = digits.TrimStart((byte)'0');
        var trimmed = digits.TrimEnd((byte)'0');
        return trimmed.IsEmpty ? default : new JsonNumber(negative, trimmed, exponent + (digits.Length - trimmed.Length));
    }

    private static long ReadExponent(ReadOnlySpan<byte> text)
    {
        var negative = text[0] == (byte)'-';
        var digits = text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        digits = digits.TrimStart((byte)'0');
        long value = 0;
        if (digits.Length > 18)
        {
            value = MaxExponent;
        }
        else if (!digits.IsEmpty)
        {
            value = Math.Min(MaxExponent, long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture));
        }

        return negative ? -value : value;
    }

    private static int CompareMagnitude(in JsonNumber left, in JsonNumber right)
    {
        if (left.IsZero || right.IsZero)
        {
            return left._digits.CompareTo(right._digits);
        }

        var order = (left._exponent + left._digits).CompareTo(right._exponent + right._digits);
        if (order != 0)
        {
            return order;
        }

        if (left._large is null && right._large is null)
        {
            return left.Aligned().CompareTo(right.Aligned());
        }

        Span<byte> leftBuffer = stackalloc byte[SmallDigits];
        Span<byte> rightBuffer = stackalloc byte[SmallDigits];
        return left.DigitsIn(leftBuffer).SequenceCompareTo(right.DigitsIn(rightBuffer));
    }

    // Digits moved to the left until all nineteen places are used, so that two of the same magnitude compare as integers.
    private ulong Aligned() => _small * PowerOfTen(SmallDigits - _digits);

    private ReadOnlySpan<byte> DigitsIn(Span<byte> buffer)
    {
        if (_large is not null)
        {
            return _large;
        }

        _small.TryFormat(buffer, out var written, provider: CultureInfo.InvariantCulture);
        return buffer[..written];
    }

    private BigInteger ToBigInteger() =>
        _large is null ? _small : BigInteger.Parse(Encoding.ASCII.GetString(_large), NumberStyles.None, CultureInfo.InvariantCulture);

    // In pieces: a number of a million digits must not become one big integer.
    private BigInteger RemainderOfDigits(in BigInteger modulus)
    {
        if (_large is null)
        {
            return _small % modulus;
        }

        var remainder = BigInteger.Zero;
        for (var i = 0; i < _large.Length; i += 18)
        {
            var piece = _large.AsSpan(i, Math.Min(18, _large.Length - i));
            var value = ulong.Parse(piece, NumberStyles.None, CultureInfo.InvariantCulture);
            remainder = ((remainder * PowerOfTen(piece.Length)) + value) % modulus;
        }

        return remainder;
    }

    // Nearly every number: few digits, no exponent.
    private static bool TryParseSmall(ReadOnlySpan<byte> raw, out JsonNumber number)
    {
        number = default;
        var negative = raw[0] == (byte)'-';
        var value = 0UL;
        var point = -1;
        for (var i = negative ? 1 : 0; i < raw.Length; i++)
        {
            var digit = (uint)(raw[i] - '0');
            if (digit <= 9)
            {
                value = (value * 10) + digit;
            }
            else if (raw[i] == (byte)'.')
            {
                point = i;
            }
            else
            {
                return false;
            }
        }

        if (value == 0)
        {
            return true;
        }

        var exponent = point < 0 ? 0 : point + 1 - raw.Length;
        while (value % 10 == 0)
        {
            value /= 10;
            exponent++;
        }

        number = new JsonNumber(negative, value, exponent);
        return true;
    }

    private static int DigitsOf(ulong value)
    {
        var digits = 1;
        while (digits < SmallDigits && value >= PowersOfTen[digits])
        {
            digits++;
        }

        return digits;
    }

    private static ulong PowerOfTen(int exponent) => PowersOfTen[exponent];

    private static ulong[] CreatePowers()
    {
        var powers = new ulong[SmallDigits + 1];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }
}
