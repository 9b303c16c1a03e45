using System.Net;
using System.Net.Sockets;

namespace Orchestra.Engine.Outbound;

/// <summary>
/// The one way out for every call of a test step, whatever the protocol: resolves a name once, judges every address it has, and connects
/// to exactly what was judged. Safe for concurrent use.
/// </summary>
public sealed class GuardedConnector
{
    // A dead address (often IPv6) must not eat the whole deadline while another address of the name would answer.
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(3);

    private readonly IHostResolver _resolver;
    private readonly TimeProvider _time;
    private readonly Judgement _judge;
    private readonly Dial _dial;

    /// <summary>A connector that asks the given resolver.</summary>
    public GuardedConnector(IHostResolver resolver, TimeProvider time)
        : this(resolver, time, AddressJudge.Judge, DialAsync) { }

    /// <summary>For tests: a negative control replaces the judge, a case without a network the dialling.</summary>
    internal GuardedConnector(IHostResolver resolver, TimeProvider time, Judgement judge, Dial dial)
    {
        _resolver = resolver;
        _time = time;
        _judge = judge;
        _dial = dial;
    }

    internal delegate OutboundDecision Judgement(IPAddress address, int port, OutboundPolicy policy, OwnServers ownServers);

    internal delegate ValueTask<Socket> Dial(IPEndPoint endpoint, CancellationToken cancellationToken);

    /// <summary>
    /// Connects over TCP. Throws <see cref="OutboundBlockedException"/> before any packet leaves when an address of the host is not allowed,
    /// and <see cref="SocketException"/> when the lookup or the connection fails.
    /// </summary>
    /// <param name="endpoint">Host (a name or an address in any spelling) and port.</param>
    /// <param name="policy">What the run may reach.</param>
    /// <param name="cancellationToken">Ends the lookup and the attempt.</param>
    public async Task<NetworkStream> ConnectAsync(DnsEndPoint endpoint, OutboundPolicy policy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(policy);
        var addresses = await JudgedAddressesAsync(endpoint, policy, cancellationToken);
        for (var i = 0; ; i++)
        {
            var isLast = i == addresses.Count - 1;
            using var attempt = new CancellationTokenSource(isLast ? Timeout.InfiniteTimeSpan : AttemptTimeout, _time);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(attempt.Token, cancellationToken);
            try
            {
                var socket = await _dial(new IPEndPoint(addresses[i], endpoint.Port), linked.Token);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception e)
                when (!isLast && !cancellationToken.IsCancellationRequested && e is SocketException or OperationCanceledException)
            {
                // The next address of the name may answer; the last one's failure is reported.
            }
        }
    }

    /// <summary>The addresses of a host, all of them judged and allowed; for protocols whose client library opens the socket itself.</summary>
    public async Task<IReadOnlyList<IPAddress>> JudgedAddressesAsync(
        DnsEndPoint endpoint,
        OutboundPolicy policy,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(policy);
        var ownServers = await OwnServersAsync(endpoint, policy, cancellationToken);
        var addresses = await AddressesOfAsync(endpoint.Host, cancellationToken);
        var allowed = new List<IPAddress>(addresses.Count);
        OutboundDecision? blocked = null;
        foreach (var address in addresses)
        {
            var decision = _judge(address, endpoint.Port, policy, ownServers);
            if (decision.Allowed)
            {
                allowed.Add(address);
            }
            else
            {
                blocked ??= decision;
            }
        }

        // One bad address condemns the name: the next answer may hold nothing else. 'localhost' is this machine in both families, so an
        // entry that opens one family is enough.
        var loopbackOnly = HostName.IsLocalhost(endpoint.Host) && addresses.All(IPAddress.IsLoopback);
        return blocked is null || (loopbackOnly && allowed.Count > 0)
            ? allowed
            : throw new OutboundBlockedException($"'{endpoint.Host}' leads to {blocked.Reason}");
    }

    private async Task<OwnServers> OwnServersAsync(DnsEndPoint endpoint, OutboundPolicy policy, CancellationToken cancellationToken)
    {
        var addresses = new List<IPAddress>();
        foreach (var forbidden in policy.Forbidden.Where(entry => entry.Port == endpoint.Port))
        {
            if (HostName.Normalise(forbidden.Host) == HostName.Normalise(endpoint.Host))
            {
                throw new OutboundBlockedException($"'{endpoint.Host}' port {endpoint.Port} belongs to a server of Orchestra itself");
            }

            try
            {
                addresses.AddRange(await AddressesOfAsync(forbidden.Host, cancellationToken));
            }
            catch (SocketException e)
            {
                // Not knowing where our own server is, nobody can say that this is not it.
                throw new OutboundBlockedException(
                    $"port {endpoint.Port} is closed while the address of Orchestra's own server '{forbidden.Host}' cannot be looked up ({e.Message})"
                );
            }
        }

        return addresses.Count == 0 ? OwnServers.None : new OwnServers(addresses, _resolver.MachineAddresses());
    }

    private async Task<IReadOnlyList<IPAddress>> AddressesOfAsync(string host, CancellationToken cancellationToken)
    {
        if (HostName.AsAddress(host) is { } literal)
        {
            return [literal];
        }

        var addresses = await _resolver.ResolveAsync(HostName.Normalise(host), cancellationToken);
        return addresses.Count > 0
            ? [.. addresses.Select(EmbeddedAddresses.Normalise)]
            : throw new SocketException((int)SocketError.HostNotFound);
    }

    private static async ValueTask<Socket> DialAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
