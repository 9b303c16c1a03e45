using System.Net;

namespace Orchestra.Engine.Outbound;

/// <summary>Where names lead and which addresses are this machine's own; replaced by scripts in tests.</summary>
public interface IHostResolver
{
    /// <summary>All addresses of a name; throws <see cref="System.Net.Sockets.SocketException"/> when it has none.</summary>
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);

    /// <summary>The addresses of this machine's interfaces.</summary>
    IReadOnlyList<IPAddress> MachineAddresses();
}
