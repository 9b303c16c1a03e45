using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Logs;

namespace Orchestra.Gateway.Headers;

/// <summary>
/// Takes out what a client must not say to a service: who it is, whom it speaks for, which hop it came through. Only credentials
/// that a service checks itself pass.
/// </summary>
internal sealed class InboundHeadersMiddleware(RequestDelegate next)
{
    /// <summary>Kestrel's name for a Content-Length that came with a Transfer-Encoding.</summary>
    private const string IgnoredContentLength = "X-Content-Length";

    private static readonly string[] Prefixes =
    [
        "X-Forwarded-",
        "X-Tenant",
        "X-User",
        "X-Role",
        "X-Principal",
        "X-Auth-",
        "X-Authenticated-",
        "X-Original-",
        "X-Orchestra-",
    ];

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "Forwarded",
        "X-Forwarded",
        "X-Real-IP",
        "X-Client-IP",
        "X-Cluster-Client-IP",
        "True-Client-IP",
        "CF-Connecting-IP",
        "Remote-User",
        "X-Remote-User",
        "X-HTTP-Method-Override",
        "X-Method-Override",
        "X-Rewrite-URL",
        "Proxy",
        IgnoredContentLength,
    };

    /// <summary>Named in <c>Connection</c> these are Kestrel's own business, or the request would lose its frame.</summary>
    private static readonly HashSet<string> Kept = new(StringComparer.OrdinalIgnoreCase)
    {
        "close",
        "keep-alive",
        "Upgrade",
        "Host",
        "Content-Length",
        "Transfer-Encoding",
        "Content-Type",
        RequestIdMiddleware.Header,
    };

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (headers.ContainsKey(IgnoredContentLength) && headers.TransferEncoding.Count > 0)
        {
            // Two lengths are how requests are smuggled past a proxy that believes the other one.
            context.Response.Headers.Connection = "close";
            return ErrorResponse.WriteAsync(context, ErrorCode.BadRequest, "send Content-Length or Transfer-Encoding, not both");
        }

        // Kestrel shows only "close" or "keep-alive" where one of them is said too; what else was named then passes as a plain header.
        foreach (
            var name in headers
                .Connection.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries))
                .Where(name => name.Length > 0)
                .ToArray()
        )
        {
            if (!Kept.Contains(name))
            {
                headers.Remove(name);
            }
        }

        foreach (var name in headers.Keys.Where(IsUntrusted).ToArray())
        {
            headers.Remove(name);
        }

        return next(context);
    }

    /// <summary>Whether a header is one that only a proxy of ours may set.</summary>
    public static bool IsUntrusted(string name) =>
        Names.Contains(name) || Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
