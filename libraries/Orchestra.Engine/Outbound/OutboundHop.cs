using System.Net;

namespace Orchestra.Engine.Outbound;

/// <summary>One request on the wire: the step's own, or what a redirect made of it.</summary>
/// <param name="Method">Method in the case given.</param>
/// <param name="Url">Where it goes.</param>
/// <param name="Headers">What is sent.</param>
/// <param name="Body">Null for none.</param>
internal sealed record OutboundHop(string Method, Uri Url, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte>? Body)
{
    private static readonly string[] WordsOfCredentials =
    [
        "auth",
        "token",
        "cookie",
        "secret",
        "apikey",
        "password",
        "session",
        "credential",
        "signature",
        "jwt",
        "accesskey",
        "subscriptionkey",
    ];

    /// <summary>The message for the handler.</summary>
    public HttpRequestMessage ToMessage(Version version)
    {
        var message = new HttpRequestMessage(new HttpMethod(Method), Url) { Version = version, VersionPolicy = PolicyFor(version, Url) };
        // The handler silently repeats a request without content when a kept connection dies; content, even empty, forbids it. Only safe
        // methods may go out twice unseen.
        if (Body is not null || !IsSafe(Method))
        {
            message.Content = new ReadOnlyMemoryContent(Body ?? ReadOnlyMemory<byte>.Empty);
        }

        foreach (var (name, value) in Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content ??= new ReadOnlyMemoryContent(ReadOnlyMemory<byte>.Empty);
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }

    /// <summary>What a browser would send after a redirect: 303 and, for POST, 301 and 302 become GET; 307 and 308 repeat the request.</summary>
    public OutboundHop After(int statusCode, Uri target, IReadOnlyCollection<string> credentialHeaders)
    {
        var becomesGet = (statusCode == 303 && !Is("HEAD") && !Is("GET")) || (statusCode is 301 or 302 && Is("POST"));
        var sameOrigin =
            Uri.Compare(Url, target, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
        var headers = Headers
            .Where(header => !header.Key.Equals("Host", StringComparison.OrdinalIgnoreCase))
            .Where(header => sameOrigin || !IsCredential(header.Key, credentialHeaders))
            .Where(header => !becomesGet || !header.Key.StartsWith("Content-", StringComparison.OrdinalIgnoreCase));
        return new OutboundHop(becomesGet ? "GET" : Method, target, [.. headers], becomesGet ? null : Body);
    }

    internal static bool IsCredential(string name, IReadOnlyCollection<string> more)
    {
        var plain = name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        return more.Contains(name, StringComparer.OrdinalIgnoreCase)
            || Array.Exists(WordsOfCredentials, word => plain.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsSafe(string method) => method.ToUpperInvariant() is "GET" or "HEAD" or "OPTIONS" or "TRACE";

    // Without TLS there is nothing to negotiate: 2.0 is spoken from the first byte, or not at all. Never "or higher": HTTP/3 goes past the connector.
    private static HttpVersionPolicy PolicyFor(Version version, Uri url) =>
        version == HttpVersion.Version20 && url.Scheme == Uri.UriSchemeHttp
            ? HttpVersionPolicy.RequestVersionExact
            : HttpVersionPolicy.RequestVersionOrLower;

    private bool Is(string method) => Method.Equals(method, StringComparison.OrdinalIgnoreCase);
}
