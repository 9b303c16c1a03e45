using System.Net;

namespace Orchestra.Engine.Outbound;

/// <summary>Where our own servers are found on one port. A server on this machine is found on every address of this machine.</summary>
internal sealed class OwnServers
{
    /// <summary>No server of ours uses the port.</summary>
    public static readonly OwnServers None = new([], []);

    private readonly HashSet<IPAddress> _addresses;
    private readonly bool _onThisMachine;

    /// <param name="addresses">The servers' addresses.</param>
    /// <param name="machineAddresses">The addresses of this machine's interfaces.</param>
    public OwnServers(IEnumerable<IPAddress> addresses, IEnumerable<IPAddress> machineAddresses)
    {
        _addresses = [.. addresses.Select(EmbeddedAddresses.Normalise)];
        var machine = machineAddresses.Select(EmbeddedAddresses.Normalise).ToList();
        _onThisMachine = _addresses.Any(address => IsThisMachine(address) || machine.Contains(address));
        if (_onThisMachine)
        {
            _addresses.UnionWith(machine);
        }
    }

    /// <summary>Whether a normalised address leads to one of the servers.</summary>
    public bool Contains(IPAddress address) => _addresses.Contains(address) || (_onThisMachine && IsThisMachine(address));

    private static bool IsThisMachine(IPAddress address) => AddressTable.KindOf(address) is AddressKind.Loopback or AddressKind.Unspecified;
}
