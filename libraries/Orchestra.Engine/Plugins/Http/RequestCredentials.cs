using Orchestra.Engine.Plugins.Auth;

namespace Orchestra.Engine.Plugins.Http;

/// <summary>Puts a credential into a request: on the wire as it is, in the record as a mask. What the step itself says of that name stays.</summary>
internal static class RequestCredentials
{
    public static BuiltRequest With(BuiltRequest request, Credential? credential) =>
        credential?.Place switch
        {
            null => request,
            CredentialPlace.Query => InQuery(request, credential),
            CredentialPlace.Cookie => InCookie(request, credential),
            _ => InHeader(request, credential.Name, credential.Value),
        };

    private static BuiltRequest InHeader(BuiltRequest request, string name, string value)
    {
        var headers = request.Outbound.Headers;
        return headers.Any(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            ? request
            : Replaced(request, name, request.Outbound.Url, [.. headers, KeyValuePair.Create(name, value)]);
    }

    private static BuiltRequest InCookie(BuiltRequest request, Credential credential)
    {
        var own = CookiesOf(request);
        if (own is not null && own.Split(';').Any(pair => pair.Split('=', 2)[0].Trim() == credential.Name))
        {
            return request;
        }

        var cookie = $"{credential.Name}={credential.Value}";
        var others = request.Outbound.Headers.Where(header => !IsCookie(header.Key));
        return Replaced(
            request,
            "Cookie",
            request.Outbound.Url,
            [.. others, KeyValuePair.Create("Cookie", own is null ? cookie : $"{own}; {cookie}")]
        );
    }

    private static BuiltRequest InQuery(BuiltRequest request, Credential credential)
    {
        var (address, fragment) = Cut(request.Outbound.Url, '#');
        var (_, query) = Cut(address, '?');
        var name = Uri.EscapeDataString(credential.Name);
        if (query.TrimStart('?').Split('&').Any(pair => Uri.UnescapeDataString(pair.Split('=', 2)[0]) == credential.Name))
        {
            return request;
        }

        var joint = query.Length == 0 ? "?" : "&";
        return Replaced(
            request,
            credential.Name,
            $"{address}{joint}{name}={Uri.EscapeDataString(credential.Value)}{fragment}",
            request.Outbound.Headers
        );
    }

    private static BuiltRequest Replaced(
        BuiltRequest request,
        string credential,
        string url,
        IReadOnlyList<KeyValuePair<string, string>> headers
    )
    {
        var masker = request.Masker.With(credential);
        var record = request.Payload.Request! with { Url = masker.Url(url), Headers = masker.Headers(HttpRequestBuilder.Joined(headers)) };
        return request with
        {
            Masker = masker,
            Payload = request.Payload with { Request = record },
            Outbound = request.Outbound with
            {
                Url = url,
                Headers = headers,
                CredentialHeaders = [.. headers.Select(header => header.Key).Where(masker.HidesHeader)],
            },
        };
    }

    private static string? CookiesOf(BuiltRequest request) =>
        request.Outbound.Headers.Where(header => IsCookie(header.Key)).Select(header => header.Value).FirstOrDefault();

    private static bool IsCookie(string name) => name.Equals("Cookie", StringComparison.OrdinalIgnoreCase);

    private static (string Before, string From) Cut(string text, char mark)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[at..]);
    }
}
