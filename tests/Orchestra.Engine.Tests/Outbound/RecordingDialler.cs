using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Orchestra.Engine.Tests.Outbound;

/// <summary>Notes every address that would have been dialled and leads it to a loopback port instead, where one is given.</summary>
internal sealed class RecordingDialler(int? port)
{
    public ConcurrentQueue<IPAddress> Dialled { get; } = [];

    public async ValueTask<Socket> DialAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        Dialled.Enqueue(endpoint.Address);
        var target = port is { } local ? new IPEndPoint(IPAddress.Loopback, local) : endpoint;
        var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(target, cancellationToken);
        return socket;
    }
}
