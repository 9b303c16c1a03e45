using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Orchestra.Engine.JsonSchema.Formats;

/// <summary>Addresses of hosts and people.</summary>
internal static class NetworkFormats
{
    private const string AtomSigns = "!#$%&'*+-/=?^_`{|}~";

    private static readonly SearchValues<char> Ipv6Signs = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>Four decimal numbers without leading zeros.</summary>
    public static bool IsIpv4(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 4 && Array.TrueForAll(parts, IsOctet);
    }

    /// <summary>RFC 4291, without zone and brackets.</summary>
    public static bool IsIpv6(string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Ipv6Signs))
        {
            return false;
        }

        var lastColon = text.LastIndexOf(':');
        var tail = text[(lastColon + 1)..];
        if (tail.Contains('.', StringComparison.Ordinal) && !IsIpv4(tail))
        {
            return false;
        }

        return lastColon >= 0
            && IPAddress.TryParse(text, out var address)
            && address.AddressFamily == AddressFamily.InterNetworkV6
            && text.Split(':').All(part => part.Length <= 4 || part.Contains('.', StringComparison.Ordinal));
    }

    /// <summary>RFC 1123: labels of letters, digits and inner hyphens.</summary>
    public static bool IsHostname(string text) => text.Length is > 0 and <= 253 && Array.TrueForAll(text.Split('.'), IsLabel);

    /// <summary>RFC 5321: a local part, plain or quoted, at a domain or an address in brackets.</summary>
    public static bool IsEmail(string text)
    {
        var at = text.LastIndexOf('@');
        return at > 0 && IsLocalPart(text[..at], ascii: true) && IsDomain(text[(at + 1)..]);
    }

    /// <summary>A host, or an address in brackets.</summary>
    public static bool IsDomain(string domain)
    {
        if (!domain.StartsWith('[') || !domain.EndsWith(']'))
        {
            return IsHostname(domain);
        }

        var literal = domain[1..^1];
        return literal.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase) ? IsIpv6(literal[5..]) : IsIpv4(literal);
    }

    /// <summary>What stands before the at sign.</summary>
    public static bool IsLocalPart(string local, bool ascii)
    {
        if (local.Length > 2 && local[0] == '"' && local[^1] == '"')
        {
            return IsQuotedText(local.AsSpan(1, local.Length - 2), ascii);
        }

        return Array.TrueForAll(
            local.Split('.'),
            atom =>
                atom.Length > 0
                && atom.All(c =>
                    char.IsAsciiLetterOrDigit(c) || AtomSigns.Contains(c, StringComparison.Ordinal) || (!ascii && c > '\u009F')
                )
        );
    }

    private static bool IsQuotedText(ReadOnlySpan<char> text, bool ascii)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                return false;
            }

            if (i >= text.Length || text[i] < ' ' || (text[i] > '~' && (ascii || text[i] <= '\u009F')))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>One label of a host, plain or encoded.</summary>
    public static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63
        && label[0] != '-'
        && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
        && !HasReservedHyphens(label);

    // Hyphens in third and fourth place are kept for encodings, of which "xn" is the only one in use.
    private static bool HasReservedHyphens(string label) => label.Length >= 4 && label[2] == '-' && label[3] == '-' && !IsPunycode(label);

    private static bool IsPunycode(string label)
    {
        if (!label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        try
        {
            // What it stands for must be a label that could not be written plainly.
            var decoded = new IdnMapping { AllowUnassigned = true }.GetUnicode(label);
            return !Ascii.IsValid(decoded) && IdnFormats.IsLabel(decoded);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool IsOctet(string text) =>
        text.Length is >= 1 and <= 3
        && text.All(char.IsAsciiDigit)
        && (text.Length == 1 || text[0] != '0')
        && int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) <= 255;
}
