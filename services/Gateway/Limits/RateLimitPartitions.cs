using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.Gateway.Limits;

/// <summary>Whose share a request is counted on. Idle shares are forgotten by the limiter itself.</summary>
internal static class RateLimitPartitions
{
    private const string NoKey = "";

    // No limiter is kept for it, so one name serves all.
    private const string Unlimited = "";

    /// <summary>All four limits; the first that is reached refuses.</summary>
    public static PartitionedRateLimiter<HttpContext> Create(RateLimitOptions options) =>
        PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(context =>
                IsProbe(context)
                    ? RateLimitPartition.GetNoLimiter(Unlimited)
                    : Concurrency(AddressOf(context), options.PerAddressConcurrent)
            ),
            PartitionedRateLimiter.Create<HttpContext, string>(context =>
                IsProbe(context)
                    ? RateLimitPartition.GetNoLimiter(Unlimited)
                    : Rate(AddressOf(context), options.PerAddressPerSecond, options.PerAddressBurst)
            ),
            PartitionedRateLimiter.Create<HttpContext, string>(context =>
                KeyOf(context) is { Length: > 0 } key
                    ? Concurrency(key, options.PerKeyConcurrent)
                    : RateLimitPartition.GetNoLimiter(Unlimited)
            ),
            PartitionedRateLimiter.Create<HttpContext, string>(context =>
                KeyOf(context) is { Length: > 0 } key
                    ? Rate(key, options.PerKeyPerSecond, options.PerKeyBurst)
                    : RateLimitPartition.GetNoLimiter(Unlimited)
            )
        );

    /// <summary>The address, or for IPv6 the /64 that one client usually has to itself.</summary>
    public static string NetworkOf(IPAddress? address)
    {
        if (address is null)
        {
            return "local";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }

    private static string AddressOf(HttpContext context) => NetworkOf(context.Connection.RemoteIpAddress);

    // A hash, so that keys do not lie about in memory.
    private static string KeyOf(HttpContext context)
    {
        var key = context.Request.Headers["X-API-Key"].ToString();
        return ApiKeys.LooksLikeOne(key) ? Convert.ToHexString(ApiKeys.Hash(key)) : NoKey;
    }

    private static bool IsProbe(HttpContext context) => context.Request.Path.Value is "/health/live" or "/health/ready";

    private static RateLimitPartition<string> Concurrency(string partition, int limit) =>
        RateLimitPartition.GetConcurrencyLimiter(partition, _ => new ConcurrencyLimiterOptions { PermitLimit = limit, QueueLimit = 0 });

    private static RateLimitPartition<string> Rate(string partition, int perSecond, int burst) =>
        RateLimitPartition.GetTokenBucketLimiter(
            partition,
            _ => new TokenBucketRateLimiterOptions
            {
                TokensPerPeriod = perSecond,
                TokenLimit = burst,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }
        );
}
