namespace Orchestra.Engine.Outbound;

/// <summary>
/// Sends the HTTP requests of test steps through the <see cref="GuardedConnector"/>: bounded in time and memory, redirects judged one by
/// one, connections never shared between policies. One instance serves a process; safe for concurrent use.
/// </summary>
public sealed class GuardedHttpClient : IDisposable
{
    private readonly HandlerPools _pools;
    private readonly TimeProvider _time;

    /// <summary>A client on the given connector.</summary>
    public GuardedHttpClient(GuardedConnector connector, TimeProvider time, GuardedHttpOptions? options = null)
    {
        _time = time;
        _pools = new HandlerPools(connector, options ?? new GuardedHttpOptions(), time);
    }

    /// <summary>How many policies have a connection pool now.</summary>
    internal int PoolCount => _pools.Count;

    /// <summary>
    /// Sends a request and reads its answer. Every outcome is a value; only the caller's own cancellation throws.
    /// </summary>
    /// <param name="request">What to send.</param>
    /// <param name="policy">What the run may reach.</param>
    /// <param name="limits">Time and size.</param>
    /// <param name="cancellationToken">The caller's cancellation; the deadline is in the limits.</param>
    public async Task<OutboundResult> SendAsync(
        OutboundRequest request,
        OutboundPolicy policy,
        OutboundLimits limits,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(limits);
        if ((limits.Fault() ?? RequestRules.FaultOf(request)) is { } requestFault)
        {
            return new OutboundResult.Invalid(requestFault);
        }

        if (!OutboundUrl.TryParse(request.Url, out var url, out var urlFault))
        {
            return new OutboundResult.Invalid(urlFault);
        }

        using var deadline = new CancellationTokenSource(limits.Timeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var pool = _pools.Rent(policy);
        var exchange = new HttpExchange(pool.Invoker, request, limits, _time);
        try
        {
            return await exchange.RunAsync(url, linked.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            // The deadline, or the handler's own connect timeout.
            return new OutboundResult.TimedOut(exchange.DescribeWait(deadline.IsCancellationRequested), exchange.MayHaveBeenSent);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or System.Net.Sockets.SocketException)
        {
            return exchange.Explain(e);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _pools.Dispose();
}
