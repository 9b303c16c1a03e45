using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Orchestra.Engine.Tests.Plugins.Kafka;

/// <summary>
/// A port in front of a broker. With a certificate it ends TLS. What the broker advertises it leaves as it is, or puts itself in its
/// place: then clients come through it always.
/// </summary>
internal sealed class KafkaFrontDoor : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly DnsEndPoint _broker;
    private readonly SslServerAuthenticationOptions? _tls;
    private readonly (byte[] Old, byte[] New)? _advertised;
    private readonly Task _accepting;
    private int _connections;

    /// <summary>Opens it.</summary>
    /// <param name="broker">Where the broker listens and what it advertises: 127.0.0.1 and a port.</param>
    /// <param name="tls">How TLS is spoken; none when absent.</param>
    /// <param name="advertisesItself">Whether the broker's address in its answers becomes <c>localhost</c> and this port.</param>
    public KafkaFrontDoor(DnsEndPoint broker, SslServerAuthenticationOptions? tls = null, bool advertisesItself = false)
    {
        (_broker, _tls) = (broker, tls);
        _listener.Start();
        // As long as each other, so that no length in an answer changes.
        _advertised = advertisesItself ? (Written("127.0.0.1", broker.Port), Written("localhost", Port)) : null;
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections there were, those included whose handshake failed.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The certificates that clients showed.</summary>
    public List<string> Shown { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static byte[] Written(string host, int port)
    {
        var bytes = new byte[host.Length + sizeof(int)];
        Encoding.ASCII.GetBytes(host, bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(host.Length), port);
        return bytes;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            Interlocked.Increment(ref _connections);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        using var server = new TcpClient();
        try
        {
            Stream near = client.GetStream();
            if (_tls is not null)
            {
                var secure = new SslStream(near);
                await secure.AuthenticateAsServerAsync(_tls, _stop.Token);
                if (secure.RemoteCertificate is { } shown)
                {
                    lock (Shown)
                    {
                        Shown.Add(shown.Subject);
                    }
                }

                near = secure;
            }

            await server.ConnectAsync(_broker.Host, _broker.Port, _stop.Token);
            await Task.WhenAny(near.CopyToAsync(server.GetStream(), _stop.Token), AnswerAsync(server.GetStream(), near));
        }
        catch (Exception e) when (e is IOException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            // The client left, or did not like the certificate.
        }
        catch (OperationCanceledException)
        {
            // The door is closed.
        }
    }

    // An answer is its length in four bytes, and that many.
    private async Task AnswerAsync(NetworkStream from, Stream to)
    {
        var length = new byte[sizeof(int)];
        while (true)
        {
            await from.ReadExactlyAsync(length, _stop.Token);
            var answer = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
            await from.ReadExactlyAsync(answer, _stop.Token);
            if (_advertised is var (old, @new))
            {
                for (var at = answer.AsSpan().IndexOf(old); at >= 0; at = answer.AsSpan().IndexOf(old))
                {
                    @new.CopyTo(answer.AsSpan(at));
                }
            }

            await to.WriteAsync(length, _stop.Token);
            await to.WriteAsync(answer, _stop.Token);
        }
    }
}
