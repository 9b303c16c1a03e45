using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Orchestra.Benchmarks.Streams;

/// <summary>One client of a stream on a socket of its own. It notes when each event's number was there, and nothing else.</summary>
/// <param name="first">Number of the first event to note.</param>
/// <param name="count">How many follow, at most.</param>
internal sealed class EventReader(long first, int count)
{
    private static readonly byte[] Mark = "\nid: "u8.ToArray();

    private readonly long[] _seenAt = new long[count];
    private int _matched;
    private bool _inNumber;
    private long _number;

    /// <summary>Number of the last event that came.</summary>
    public long Last { get; private set; } = first - 1;

    /// <summary>When an event came, in ticks of the stopwatch; 0 when it did not.</summary>
    public long SeenAt(long seq) => Volatile.Read(ref _seenAt[seq - first]);

    /// <summary>Opens the stream after the event before the first.</summary>
    public static async Task<Socket> ConnectAsync(Uri api, string path, long after, int? receiveBuffer = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (receiveBuffer is { } bytes)
        {
            socket.ReceiveBufferSize = bytes;
        }

        await socket.ConnectAsync(api.Host, api.Port);
        var request = string.Create(
            CultureInfo.InvariantCulture,
            $"GET {path} HTTP/1.1\r\nHost: {api.Authority}\r\nLast-Event-ID: {after}\r\n\r\n"
        );
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        return socket;
    }

    /// <summary>Reads until the socket is closed.</summary>
    public async Task ReadAsync(Socket socket)
    {
        var buffer = new byte[8192];
        try
        {
            while (await socket.ReceiveAsync(buffer) is var received and > 0)
            {
                Note(buffer.AsSpan(0, received), Stopwatch.GetTimestamp());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed when the case is over.
        }
    }

    private void Note(ReadOnlySpan<byte> received, long now)
    {
        foreach (var one in received)
        {
            if (_inNumber && one is >= (byte)'0' and <= (byte)'9')
            {
                _number = (_number * 10) + (one - '0');
                continue;
            }

            if (_inNumber && one == '\n' && _number >= first && _number - first < count)
            {
                Volatile.Write(ref _seenAt[_number - first], now);
                Last = _number;
            }

            _inNumber = false;
            _matched =
                one == Mark[_matched] ? _matched + 1
                : one == '\n' ? 1
                : 0;
            if (_matched == Mark.Length)
            {
                (_inNumber, _matched, _number) = (true, 0, 0);
            }
        }
    }
}
