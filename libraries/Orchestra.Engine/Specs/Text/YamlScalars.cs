using System.Numerics;
using System.Text.RegularExpressions;

namespace Orchestra.Engine.Specs.Text;

/// <summary>YAML 1.2's core schema: which plain scalars are null, booleans and numbers, and how JSON writes them.</summary>
internal static partial class YamlScalars
{
    /// <summary>The JSON literal of a plain scalar; null when it is a string. Timestamps, <c>yes</c> and <c>.inf</c> are strings.</summary>
    public static string? ToLiteral(string text)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return "null";
            case "true" or "True" or "TRUE":
                return "true";
            case "false" or "False" or "FALSE":
                return "false";
            default:
                break;
        }

        if (text[0] is not ((>= '0' and <= '9') or '-' or '+' or '.'))
        {
            return null;
        }

        if (text.StartsWith("0x", StringComparison.Ordinal) || text.StartsWith("0o", StringComparison.Ordinal))
        {
            return Radix(text);
        }

        return Float().IsMatch(text) ? Normalise(text) : null;
    }

    /// <summary>Whether the scalar is a number of YAML that JSON does not know.</summary>
    public static bool IsBeyondJson(string text) =>
        text is ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" or "-.inf" or "-.Inf" or "-.INF" or ".nan" or ".NaN" or ".NAN";

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Float();

    private static string? Radix(string text)
    {
        var bits = text[1] == 'x' ? 4 : 3;
        var value = BigInteger.Zero;
        // Longer ones are no numbers that anybody means, and would take time in the square.
        if (text.Length is < 3 or > 40)
        {
            return null;
        }

        foreach (var character in text.AsSpan(2))
        {
            if (!char.IsAsciiHexDigit(character) || (bits == 3 && character is not (>= '0' and <= '7')))
            {
                return null;
            }

            value = (value << bits) + Convert.ToInt32(character.ToString(), 16);
        }

        return value.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>JSON has no plus in front, no leading zeros, and digits on both sides of the point.</summary>
    private static string Normalise(string text)
    {
        var sign = text[0] == '-' ? "-" : "";
        var digits = text.AsSpan().TrimStart("+-");
        var exponentAt = digits.IndexOfAny('e', 'E');
        var exponent = exponentAt < 0 ? "" : digits[exponentAt..];
        var number = exponentAt < 0 ? digits : digits[..exponentAt];
        var pointAt = number.IndexOf('.');
        var whole = (pointAt < 0 ? number : number[..pointAt]).TrimStart('0');
        var fraction = pointAt < 0 ? "" : number[(pointAt + 1)..];
        return $"{sign}{(whole.Length == 0 ? "0" : whole)}{(fraction.Length == 0 ? "" : ".")}{fraction}{exponent}";
    }
}
