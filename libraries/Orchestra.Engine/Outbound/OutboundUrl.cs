using System.Diagnostics.CodeAnalysis;

namespace Orchestra.Engine.Outbound;

/// <summary>Reads the URLs of steps and redirects, refusing what different readers understand differently.</summary>
public static class OutboundUrl
{
    private const int MaxLength = 16 * 1024;

    /// <summary>Reads an absolute http or https URL; the fault says what is wrong with it.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Uri? url, [NotNullWhen(false)] out string? fault)
    {
        url = null;
        fault = CharacterFault(text) ?? ShapeFault(text!);
        if (fault is not null)
        {
            return false;
        }

        var (scheme, authority, tail) = Split(text!);
        try
        {
            if (
                Uri.TryCreate($"{scheme}://{WithoutZone(HostName.Fold(authority))}{tail}", UriKind.Absolute, out var parsed)
                && parsed.IdnHost.Length > 0
            )
            {
                fault = parsed.Port is > 0 and <= 65535 ? null : "the URL's port is not a number from 1 to 65535";
                url = fault is null ? parsed : null;
                return fault is null;
            }
        }
        catch (UriFormatException)
        {
            // An international name that cannot be encoded: the same fault as any other unreadable host.
        }

        fault = $"'{authority}' is not a host and port";
        return false;
    }

    /// <summary>Reads a redirect's Location against the URL that answered it, under the same rules.</summary>
    public static bool TryParseLocation(
        Uri current,
        string location,
        [NotNullWhen(true)] out Uri? url,
        [NotNullWhen(false)] out string? fault
    )
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(location);
        url = null;
        fault = CharacterFault(location);
        if (fault is not null)
        {
            return false;
        }

        var colon = location.IndexOf(':', StringComparison.Ordinal);
        var isAbsolute = colon > 0 && Uri.CheckSchemeName(location[..colon]);
        var text = location.StartsWith("//", StringComparison.Ordinal) ? $"{current.Scheme}:{location}" : location;
        if (isAbsolute || text.Length != location.Length)
        {
            return TryParse(text, out url, out fault);
        }

        if (Uri.TryCreate(current, location, out var combined))
        {
            return TryParse(combined.AbsoluteUri, out url, out fault);
        }

        fault = "it is not a URL";
        return false;
    }

    private static string? CharacterFault(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "the URL is empty";
        }

        if (text.Length > MaxLength)
        {
            return $"the URL is longer than {MaxLength} characters";
        }

        var bad = text.AsSpan().IndexOfAny(NotAllowed);
        bad = bad >= 0 ? bad : text.ToList().FindIndex(c => char.IsControl(c) || char.IsWhiteSpace(c));
        return bad < 0
            ? null
            : $"the URL has the character U+{(int)text[bad]:X4} at position {bad + 1}: percent-encode spaces, control characters, line ends and backslashes";
    }

    private static string? ShapeFault(string text)
    {
        var end = text.IndexOf("://", StringComparison.Ordinal);
        if (end <= 0)
        {
            return "the URL must start with http:// or https://";
        }

        var (scheme, authority, _) = Split(text);
        if (!scheme.Equals("http", StringComparison.OrdinalIgnoreCase) && !scheme.Equals("https", StringComparison.OrdinalIgnoreCase))
        {
            return $"the scheme '{scheme}' is not supported: use http or https";
        }

        if (authority.Contains('@', StringComparison.Ordinal) || authority.Contains('\uFF20', StringComparison.Ordinal))
        {
            return "the URL holds a user name or password: send an Authorization header instead";
        }

        // A port-looking character that folds into a delimiter would move the end of the host.
        return HostName.Fold(authority).AsSpan().IndexOfAny("/?#\\@") >= 0 ? "the URL's host holds a delimiter" : null;
    }

    private static (string Scheme, string Authority, string Tail) Split(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal) + 3;
        var length = text.AsSpan(start).IndexOfAny("/?#");
        var end = length < 0 ? text.Length : start + length;
        return (text[..(start - 3)], text[start..end], text[end..]);
    }

    // The zone of an IPv6 address (%25eth0) means nothing to the judge, and not every reader knows it.
    private static string WithoutZone(string authority)
    {
        var zone = authority.IndexOf('%', StringComparison.Ordinal);
        var end = authority.IndexOf(']', StringComparison.Ordinal);
        return authority.StartsWith('[') && zone > 0 && end > zone ? authority.Remove(zone, end - zone) : authority;
    }

    private static readonly System.Buffers.SearchValues<char> NotAllowed = System.Buffers.SearchValues.Create("\r\n\t \0\\\u007F");
}
