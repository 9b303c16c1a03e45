using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Orchestra.Engine.Outbound;

/// <summary>
/// One connection pool for each policy. A pool that is dropped while requests run on it is disposed when the last of them returns it.
/// </summary>
internal sealed class HandlerPools(GuardedConnector connector, GuardedHttpOptions options, TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<OutboundPolicy, Pool> _pools = [];
    private bool _disposed;

    /// <summary>How many pools are kept now.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _pools.Count;
            }
        }
    }

    /// <summary>Takes the policy's pool for one request; disposing the lease gives it back.</summary>
    public Lease Rent(OutboundPolicy policy)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var now = time.GetTimestamp();
            if (!_pools.TryGetValue(policy, out var pool))
            {
                DropIdle(now);
                pool = new Pool(policy, new HttpMessageInvoker(CreateHandler(policy)));
                _pools.Add(policy, pool);
            }

            pool.Users++;
            pool.LastUsed = now;
            return new Lease(this, pool);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var pool in _pools.Values.ToList())
            {
                Drop(pool);
            }
        }
    }

    // Runs when a pool is added: only then can there be too many.
    private void DropIdle(long now)
    {
        foreach (var pool in _pools.Values.Where(pool => time.GetElapsedTime(pool.LastUsed, now) > options.PoolIdleTimeout).ToList())
        {
            Drop(pool);
        }

        while (_pools.Count >= options.MaxPools)
        {
            Drop(_pools.Values.MinBy(pool => pool.LastUsed)!);
        }
    }

    private void Drop(Pool pool)
    {
        _pools.Remove(pool.Policy);
        pool.Dropped = true;
        DisposeWhenUnused(pool);
    }

    private void Return(Pool pool)
    {
        lock (_gate)
        {
            pool.Users--;
            pool.LastUsed = time.GetTimestamp();
            DisposeWhenUnused(pool);
        }
    }

    private static void DisposeWhenUnused(Pool pool)
    {
        if (pool is { Dropped: true, Users: 0 })
        {
            pool.Invoker.Dispose();
        }
    }

    private SocketsHttpHandler CreateHandler(OutboundPolicy policy) =>
        new()
        {
            ConnectCallback = async (context, cancellationToken) =>
                await connector.ConnectAsync(context.DnsEndPoint, policy, cancellationToken),
            PlaintextStreamFilter = (context, _) => ValueTask.FromResult<Stream>(new SendTrackingStream(context.PlaintextStream)),
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = System.Net.DecompressionMethods.None,
            // The engine sets traceparent itself; anything of our own process would be news to the system under test.
            ActivityHeadersPropagator = null,
            // Headers are UTF-8 on the wire; without this anything beyond ASCII is an exception.
            RequestHeaderEncodingSelector = static (_, _) => System.Text.Encoding.UTF8,
            MaxResponseHeadersLength = options.MaxResponseHeadersKib,
            // A body that was cut may be endless: close, do not read on.
            MaxResponseDrainSize = 0,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = options.ConnectionLifetime,
            PooledConnectionIdleTimeout = options.ConnectionIdleTimeout,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = CreateChainPolicy() },
        };

    // A certificate may name URLs for its issuer and its revocation list: fetching them would pass by the guard.
    private X509ChainPolicy CreateChainPolicy()
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (options.TrustedRoots.Count > 0)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(options.TrustedRoots);
        }

        return policy;
    }

    /// <summary>The use of a pool for one request.</summary>
    public readonly struct Lease(HandlerPools owner, Pool pool) : IDisposable
    {
        /// <summary>Sends on the policy's own connections.</summary>
        public HttpMessageInvoker Invoker => pool.Invoker;

        public void Dispose() => owner.Return(pool);
    }

    /// <summary>A policy's connections and who uses them.</summary>
    public sealed class Pool(OutboundPolicy policy, HttpMessageInvoker invoker)
    {
        public OutboundPolicy Policy => policy;

        public HttpMessageInvoker Invoker => invoker;

        public int Users { get; set; }

        public long LastUsed { get; set; }

        public bool Dropped { get; set; }
    }
}
