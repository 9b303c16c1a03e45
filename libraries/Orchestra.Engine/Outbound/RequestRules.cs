using System.Buffers;
using System.Net;

namespace Orchestra.Engine.Outbound;

/// <summary>What a step may not put into a request: anything that would let it write a second request into the first.</summary>
internal static class RequestRules
{
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    // Orchestra frames messages and manages connections itself.
    private static readonly HashSet<string> Framing = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection",
        "Content-Length",
        "Expect",
        "HTTP2-Settings",
        "Keep-Alive",
        "Proxy-Authorization",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
    };

    /// <summary>What is wrong with a request besides its URL; null when nothing is.</summary>
    public static string? FaultOf(OutboundRequest request)
    {
        if (request.Method.Length == 0 || request.Method.AsSpan().IndexOfAnyExcept(TokenCharacters) >= 0)
        {
            return $"the method '{Printable(request.Method)}' is not an HTTP method";
        }

        if (request.Method.Equals("CONNECT", StringComparison.OrdinalIgnoreCase))
        {
            return "the method CONNECT is not supported: steps do not open tunnels";
        }

        if (request.Version != HttpVersion.Version11 && request.Version != HttpVersion.Version20)
        {
            return $"HTTP {request.Version} is not supported: use 1.1 or 2.0";
        }

        return request.Headers.Select(header => FaultOf(header.Key, header.Value)).FirstOrDefault(fault => fault is not null);
    }

    private static string? FaultOf(string name, string value)
    {
        if (name.Length == 0 || name.AsSpan().IndexOfAnyExcept(TokenCharacters) >= 0)
        {
            return $"the header name '{Printable(name)}' is not allowed: letters, digits and hyphens";
        }

        if (Framing.Contains(name))
        {
            return $"the header '{name}' is set by Orchestra itself: remove it from the step";
        }

        var bad = value.ToList().FindIndex(c => char.IsControl(c) && c != '\t');
        return bad < 0
            ? null
            : $"the value of the header '{name}' has the control character U+{(int)value[bad]:X4} at position {bad + 1}: line ends and control characters cannot be sent";
    }

    private static string Printable(string text) =>
        string.Concat(text.Take(80).Select(c => char.IsControl(c) ? $"\\u{(int)c:X4}" : c.ToString()));
}
