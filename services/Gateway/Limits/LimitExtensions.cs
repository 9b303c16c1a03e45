using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Gateway.Limits;

/// <summary>Limits of requests, connections and rates.</summary>
internal static class LimitExtensions
{
    public static void AddLimits(this WebApplicationBuilder builder)
    {
        builder.AddBoundedOptions<LimitOptions>(LimitOptions.Section);
        builder
            .Services.AddOptions<KestrelServerOptions>()
            .Configure<IOptions<LimitOptions>>((kestrel, limits) => Apply(limits.Value, kestrel.Limits));
        builder
            .AddBoundedOptions<RateLimitOptions>(RateLimitOptions.Section)
            .Validate(o => o.PerAddressBurst >= o.PerAddressPerSecond, "RateLimits: PerAddressBurst must not be below PerAddressPerSecond")
            .Validate(o => o.PerKeyBurst >= o.PerKeyPerSecond, "RateLimits: PerKeyBurst must not be below PerKeyPerSecond");
        builder.Services.AddRateLimiter(_ => { });
        builder
            .Services.AddOptions<RateLimiterOptions>()
            .Configure<IOptions<RateLimitOptions>>(
                (limiter, rates) =>
                {
                    limiter.GlobalLimiter = RateLimitPartitions.Create(rates.Value);
                    limiter.OnRejected = RefuseAsync;
                }
            );
    }

    private static void Apply(LimitOptions options, KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = options.MaxBodyBytes;
        limits.MaxRequestHeadersTotalSize = options.MaxHeaderBytes;
        limits.MaxRequestLineSize = options.MaxRequestLineBytes;
        limits.RequestHeadersTimeout = options.HeaderTimeout;
        limits.KeepAliveTimeout = options.KeepAliveTimeout;
        limits.MaxConcurrentConnections = options.MaxConnections;
        limits.MaxConcurrentUpgradedConnections = options.MaxConnections;
    }

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        // A limit on what is in flight cannot say when it is free again.
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after)
            ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds))
            : 1;
        rejected.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        await ErrorResponse.WriteAsync(rejected.HttpContext, ErrorCode.TooManyRequests, $"too many requests; try again in {wait} s");
    }
}
