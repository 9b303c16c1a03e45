using System.Net;

namespace Orchestra.Engine.Outbound;

/// <summary>Decides whether an address and port may be reached under a policy. Pure: names are resolved elsewhere.</summary>
public static class AddressJudge
{
    /// <summary>Judges an address. Forbidden endpoints given by name are known to <see cref="GuardedConnector"/> only, which resolves them.</summary>
    public static OutboundDecision Judge(IPAddress address, int port, OutboundPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var literals = policy
            .Forbidden.Where(entry => entry.Port == port)
            .Select(entry => HostName.AsAddress(entry.Host))
            .OfType<IPAddress>();
        return Judge(address, port, policy, new OwnServers(literals, []));
    }

    internal static OutboundDecision Judge(IPAddress address, int port, OutboundPolicy policy, OwnServers ownServers)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(policy);
        var target = EmbeddedAddresses.Normalise(address);
        var decision = JudgeOne(target, port, policy, ownServers);
        foreach (var embedded in EmbeddedAddresses.Of(target))
        {
            if (!decision.Allowed)
            {
                return decision;
            }

            // Loopback at the far end of a tunnel is another machine's: no entry and no development mode means that one.
            var inner = AddressTable.KindOf(embedded) is AddressKind.Loopback or AddressKind.Unspecified
                ? OutboundDecision.Block($"{embedded}, which can never be opened inside another address")
                : JudgeOne(embedded, port, policy, ownServers);
            decision = inner.Allowed ? inner : OutboundDecision.Block($"{target} carries {inner.Reason}");
        }

        return decision;
    }

    private static OutboundDecision JudgeOne(IPAddress address, int port, OutboundPolicy policy, OwnServers ownServers)
    {
        if (ownServers.Contains(address))
        {
            return OutboundDecision.Block($"{address} port {port}, which belongs to a server of Orchestra itself");
        }

        var kind = AddressTable.KindOf(address);
        if (AddressTable.IsNeverReachable(kind))
        {
            return OutboundDecision.Block($"{address}, {Describe(kind)}, which can never be opened");
        }

        var open =
            kind == AddressKind.Public
            || (kind == AddressKind.Loopback && policy.AllowLoopback)
            || policy.Allow.Any(entry => entry.Contains(address));
        return open
            ? OutboundDecision.Allow
            : OutboundDecision.Block($"{address}, {Describe(kind)}: add its range to the environment's 'allow' if the step may reach it");
    }

    private static string Describe(AddressKind kind) =>
        kind switch
        {
            AddressKind.Public => "a public address",
            AddressKind.Loopback => "a loopback address",
            AddressKind.Private => "a private address",
            AddressKind.Unspecified => "an unspecified address",
            AddressKind.Multicast => "a multicast address",
            AddressKind.Broadcast => "the broadcast address",
            AddressKind.LinkLocal => "a link-local address",
            AddressKind.Metadata => "a cloud's metadata address",
            _ => "a reserved address",
        };
}
