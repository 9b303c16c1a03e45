using System.Net;

namespace Orchestra.Engine.Outbound;

/// <summary>Reads the host of a URL or endpoint the way the system's resolver would, so that no spelling of an address passes for a name.</summary>
internal static class HostName
{
    /// <summary>The address that a host spells in any form (dotted, short, decimal, octal, hex, bracketed, with a trailing dot); null for a name.</summary>
    public static IPAddress? AsAddress(string host)
    {
        var text = Normalise(host);
        if (text.StartsWith('[') && text.EndsWith(']'))
        {
            text = text[1..^1];
        }

        var zone = text.IndexOf('%', StringComparison.Ordinal);
        if (zone > 0 && text.Contains(':', StringComparison.Ordinal))
        {
            text = text[..zone];
        }

        return IPAddress.TryParse(text, out var address) ? EmbeddedAddresses.Normalise(address) : null;
    }

    /// <summary>Full-width characters folded to ASCII, ideographic dots to dots, trailing dots removed, lower case.</summary>
    public static string Normalise(string host) => Fold(host).TrimEnd('.').ToLowerInvariant();

    /// <summary>Full-width forms as the ASCII they stand for: IDNA maps them so, and so do browsers.</summary>
    public static string Fold(string text)
    {
        if (text.All(char.IsAscii))
        {
            return text;
        }

        return string.Create(
            text.Length,
            text,
            static (span, source) =>
            {
                for (var i = 0; i < span.Length; i++)
                {
                    span[i] = source[i] switch
                    {
                        >= '\uFF01' and <= '\uFF5E' => (char)(source[i] - 0xFEE0),
                        '\u3002' or '\uFF61' => '.',
                        _ => source[i],
                    };
                }
            }
        );
    }

    /// <summary>Whether the name means this machine by definition (RFC 6761).</summary>
    public static bool IsLocalhost(string host)
    {
        var name = Normalise(host);
        return name == "localhost" || name.EndsWith(".localhost", StringComparison.Ordinal);
    }
}
