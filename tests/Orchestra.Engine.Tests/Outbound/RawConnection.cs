using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Orchestra.Engine.Tests.Outbound;

/// <summary>One connection to a <see cref="RawServer"/>.</summary>
internal sealed class RawConnection(Socket socket, ConcurrentQueue<RawRequest> requests) : IAsyncDisposable
{
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);

    /// <summary>The next request with its body; null when the client closed.</summary>
    public async Task<RawRequest?> ReadAsync(CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var single = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await _stream.ReadAsync(single, cancellationToken) == 0)
            {
                return null;
            }

            text.Append((char)single[0]);
        }

        var request = new RawRequest(text.ToString(), "");
        var body = new byte[int.Parse(request.Header("Content-Length") ?? "0", CultureInfo.InvariantCulture)];
        await _stream.ReadExactlyAsync(body, cancellationToken);
        request = request with { Body = Encoding.UTF8.GetString(body) };
        requests.Enqueue(request);
        return request;
    }

    public Task WriteAsync(string text, CancellationToken cancellationToken) =>
        _stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken).AsTask();

    public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        _stream.WriteAsync(bytes, cancellationToken).AsTask();

    /// <summary>Does the server's part of a TLS handshake, presenting exactly the given certificate.</summary>
    public async Task ShakeHandsAsync(X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        await using var secure = new SslStream(_stream, leaveInnerStreamOpen: true);
        // Offline: the server's own stack would fetch the issuer otherwise.
        var context = SslStreamCertificateContext.Create(certificate, null, offline: true);
        await secure.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificateContext = context },
            cancellationToken
        );
        await ClosedByClientAsync(cancellationToken);
    }

    /// <summary>Waits until the client has closed its side or reset the connection.</summary>
    public async Task ClosedByClientAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _stream.ReadAsync(new byte[1024], cancellationToken) > 0) { }
        }
        catch (IOException)
        {
            // A reset is a close too.
        }
    }

    /// <summary>Ends the connection with RST.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
