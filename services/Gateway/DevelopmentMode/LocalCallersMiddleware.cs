using Microsoft.Extensions.Options;
using Orchestra.Gateway.Cors;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.Gateway.DevelopmentMode;

/// <summary>
/// Keeps strangers and their web pages from the built-in administrator of development mode. Here, because behind the gateway every
/// request comes from this machine.
/// </summary>
internal sealed class LocalCallersMiddleware(RequestDelegate next, IOptions<AllowedOriginsOptions> origins)
{
    /// <summary>What a browser says of the page that asks; judged here, and not passed on to services, which have no list.</summary>
    public static readonly string[] Judged = ["Origin", "Sec-Fetch-Site"];

    public Task InvokeAsync(HttpContext context)
    {
        LocalCaller.Demand(context, origins.Value.AllowedOrigins);
        return next(context);
    }
}
