using System.Security.Cryptography.X509Certificates;

namespace Orchestra.Engine.Outbound;

/// <summary>Settings of <see cref="GuardedHttpClient"/>.</summary>
public sealed record GuardedHttpOptions
{
    /// <summary>Age at which a connection is no longer used for new requests, so that a changed DNS answer is judged again.</summary>
    /// <value>2 minutes by default.</value>
    public TimeSpan ConnectionLifetime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Idle time after which a connection is closed. Below the 5 seconds of common servers: a server that closes first races with the next request.
    /// </summary>
    /// <value>4 seconds by default.</value>
    public TimeSpan ConnectionIdleTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Longest time for opening one connection, TLS included.</summary>
    /// <value>30 seconds by default.</value>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most kibibytes of response headers.</summary>
    /// <value>64 by default.</value>
    public int MaxResponseHeadersKib { get; init; } = 64;

    /// <summary>Policies whose connection pools are kept; the least recently used goes first.</summary>
    /// <value>256 by default.</value>
    public int MaxPools { get; init; } = 256;

    /// <summary>Idle time after which a policy's pool is dropped.</summary>
    /// <value>5 minutes by default.</value>
    public TimeSpan PoolIdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Roots that server certificates must lead to; empty trusts the system's.</summary>
    public X509Certificate2Collection TrustedRoots { get; init; } = [];
}
