using System.ComponentModel.DataAnnotations;

namespace Orchestra.Gateway.Limits;

/// <summary>What one client address and one API key may ask for; more is answered with 429 and Retry-After.</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>Requests a second from one address, in the long run. An IPv6 /64 counts as one address.</summary>
    /// <value>5,000 by default; from 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int PerAddressPerSecond { get; set; } = 5_000;

    /// <summary>Requests from one address at once after a pause.</summary>
    /// <value>10,000 by default; from 1 to 1,000,000, and not below <see cref="PerAddressPerSecond"/>.</value>
    [Range(1, 1_000_000)]
    public int PerAddressBurst { get; set; } = 10_000;

    /// <summary>Requests of one address in flight, event streams among them.</summary>
    /// <value>2,000 by default; from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int PerAddressConcurrent { get; set; } = 2_000;

    /// <summary>Requests a second with one API key, in the long run.</summary>
    /// <value>2,000 by default; from 1 to 1,000,000.</value>
    [Range(1, 1_000_000)]
    public int PerKeyPerSecond { get; set; } = 2_000;

    /// <summary>Requests with one API key at once after a pause.</summary>
    /// <value>4,000 by default; from 1 to 1,000,000, and not below <see cref="PerKeyPerSecond"/>.</value>
    [Range(1, 1_000_000)]
    public int PerKeyBurst { get; set; } = 4_000;

    /// <summary>Requests of one API key in flight, event streams among them.</summary>
    /// <value>1,000 by default; from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int PerKeyConcurrent { get; set; } = 1_000;
}
