using System.Net;
using System.Net.NetworkInformation;

namespace Orchestra.Engine.Outbound;

/// <summary>The operating system's resolver.</summary>
public sealed class DnsHostResolver : IHostResolver
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
        await Dns.GetHostAddressesAsync(host, cancellationToken);

    /// <inheritdoc />
    public IReadOnlyList<IPAddress> MachineAddresses() =>
        [
            .. NetworkInterface
                .GetAllNetworkInterfaces()
                .SelectMany(network => network.GetIPProperties().UnicastAddresses)
                .Select(unicast => unicast.Address),
        ];
}
