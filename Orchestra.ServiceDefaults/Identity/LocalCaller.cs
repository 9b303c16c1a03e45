using System.Net;
using Microsoft.AspNetCore.Http;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.ServiceDefaults.Identity;

/// <summary>
/// What development mode asks of a request without credentials, because it is answered as an administrator's: that a program of this
/// machine sent it, and no web page had a browser send it. A page reaches loopback addresses as any program does: by a name of its own
/// that it rebinds to 127.0.0.1, or by a form that it posts here.
/// </summary>
public static class LocalCaller
{
    private static readonly string[] AddressHeaders =
    [
        "X-Forwarded-For",
        "X-Real-IP",
        "X-Client-IP",
        "X-Cluster-Client-IP",
        "True-Client-IP",
        "CF-Connecting-IP",
    ];

    /// <summary>Refuses what does not come from this machine, or what a page of another site sent.</summary>
    /// <param name="context">The request.</param>
    /// <param name="listedOrigins">Origins whose pages may call all the same.</param>
    /// <exception cref="ApiException">403.</exception>
    public static void Demand(HttpContext context, IEnumerable<string> listedOrigins)
    {
        var request = context.Request;
        if (context.Connection.RemoteIpAddress is { } peer && !IPAddress.IsLoopback(peer) || !Hops(request.Headers).All(IsLoopback))
        {
            throw Refused("answers requests without credentials from its own machine only");
        }

        // No browser leaves the name out.
        if (request.Host.HasValue && !IsOwnName(request.Host.Host))
        {
            throw Refused("answers to the names localhost, 127.0.0.1 and [::1] only");
        }

        if (IsUnsafe(request.Method) && IsOfAnotherSite(request) && !listedOrigins.Contains(request.Headers.Origin.ToString()))
        {
            throw Refused("lets no page of another site change anything: list its origin in Cors:AllowedOrigins");
        }
    }

    /// <summary>Every address that a proxy says it speaks for, and an empty text for one that does not say.</summary>
    private static IEnumerable<string> Hops(IHeaderDictionary headers)
    {
        foreach (var hop in AddressHeaders.SelectMany(name => headers[name]).SelectMany(value => (value ?? "").Split(',')))
        {
            yield return hop.Trim();
        }

        // Forwarded: for=192.0.2.1;proto=https, for="[2001:db8::1]:4711" (RFC 7239)
        foreach (var element in headers["Forwarded"].SelectMany(value => (value ?? "").Split(',')))
        {
            var pair = element.Split(';', StringSplitOptions.TrimEntries).FirstOrDefault(IsFor);
            yield return pair is null ? "" : pair["for=".Length..].Trim().Trim('"');
        }

        static bool IsFor(string pair) => pair.StartsWith("for=", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsLoopback(string hop) => IPEndPoint.TryParse(hop, out var endPoint) && IPAddress.IsLoopback(endPoint.Address);

    private static bool IsOwnName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool IsUnsafe(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method) && !HttpMethods.IsTrace(method);

    /// <summary>By the browser's own word where it gives one; older browsers send only the origin, other programs neither.</summary>
    private static bool IsOfAnotherSite(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site
            ? site is not ("same-origin" or "none")
            : request.Headers.Origin.ToString() is { Length: > 0 } origin && origin != $"{request.Scheme}://{request.Host}";

    private static ApiException Refused(string why) => new(ErrorCode.Forbidden, $"this server runs in development mode and {why}");
}
