using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Runtime.InteropServices;
using Confluent.Kafka;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Plugins.Kafka;

/// <summary>
/// Stands in front of librdkafka's connect(2), which looks names up by itself, again and again: a connection goes to an address that
/// was judged, or it is not made.
/// </summary>
internal sealed class KafkaGate
{
    private const int PermissionDenied = 13;
    private const int InProgress = 115;
    private const int InterNetwork = 2;
    private const int InterNetworkV6 = 10;

    private readonly ConcurrentDictionary<(IPAddress Address, int Port), bool> _judged = new();
    private readonly ConcurrentDictionary<(IPAddress Address, int Port), string> _refused = new();

    // librdkafka keeps its pointer only.
    private readonly KafkaNative.Connecting _connecting;

    public KafkaGate() => _connecting = Connecting;

    /// <summary>A connection that was asked for and may not be made; null where there was none.</summary>
    public OutboundBlockedException? Refusal =>
        _refused.Where(entry => !_judged.ContainsKey(entry.Key)).Select(entry => entry.Value).FirstOrDefault() is { } name
            ? new OutboundBlockedException($"the broker {name} has an address that was not judged when its name was looked up")
            : null;

    /// <summary>These may be connected to from here on.</summary>
    public void Open(IEnumerable<IPAddress> judged, int port)
    {
        foreach (var address in judged)
        {
            _judged[(EmbeddedAddresses.Normalise(address), port)] = true;
        }
    }

    /// <summary>
    /// Takes a client's connections over. The client knows no server yet: it is told of them when this is done. The package does not offer
    /// the setting; librdkafka reads it at each connection.
    /// </summary>
    public void Guard(IClient client) =>
        KafkaNative.SetConnect(
            KafkaNative.ConfigurationOf(KafkaNative.PointerOf(client)),
            Marshal.GetFunctionPointerForDelegate(_connecting)
        );

    // On a thread of librdkafka: nothing may be thrown into it.
    private int Connecting(int socket, nint address, int length, nint name, nint opaque)
    {
        if (EndpointOf(address, length) is not { } endpoint)
        {
            return PermissionDenied;
        }

        if (!_judged.ContainsKey(endpoint))
        {
            _refused[endpoint] = $"{Marshal.PtrToStringUTF8(name)} ({endpoint.Address})";
            return PermissionDenied;
        }

        return KafkaNative.Connect(socket, address, length) == 0 || Marshal.GetLastPInvokeError() is InProgress
            ? 0
            : Marshal.GetLastPInvokeError();
    }

    // struct sockaddr_in and sockaddr_in6 of Linux.
    private static (IPAddress Address, int Port)? EndpointOf(nint address, int length)
    {
        var bytes = new byte[Math.Clamp(length, 0, 128)];
        Marshal.Copy(address, bytes, 0, bytes.Length);
        if (bytes.Length < 16)
        {
            return null;
        }

        var port = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(2));
        return BitConverter.ToUInt16(bytes) switch
        {
            InterNetwork => (new IPAddress(bytes.AsSpan(4, 4)), port),
            InterNetworkV6 when bytes.Length >= 24 => (EmbeddedAddresses.Normalise(new IPAddress(bytes.AsSpan(8, 16))), port),
            _ => null,
        };
    }
}
