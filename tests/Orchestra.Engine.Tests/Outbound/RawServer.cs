using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Orchestra.Engine.Tests.Outbound;

/// <summary>A TCP server on loopback whose every byte the test decides; it keeps the requests it read and counts connections.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly List<TcpListener> _listeners = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<RawConnection, CancellationToken, Task> _serve;
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly List<Task> _loops;
    private int _accepted;

    private RawServer(Func<RawConnection, CancellationToken, Task> serve, IPAddress[] addresses)
    {
        _serve = serve;
        foreach (var address in addresses)
        {
            var listener = new TcpListener(address, _listeners.Count == 0 ? 0 : Port);
            listener.Start();
            _listeners.Add(listener);
        }

        _loops = [.. _listeners.Select(AcceptAsync)];
    }

    public int Port => ((IPEndPoint)_listeners[0].LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>Connections that reached the machine, accepted by the loop or still waiting for it.</summary>
    public int Connections => Volatile.Read(ref _accepted) + _listeners.Count(listener => listener.Pending());

    public ConcurrentQueue<RawRequest> Requests { get; } = [];

    /// <summary>Serves each connection with the given conversation, on one port of each address (127.0.0.1 unless told).</summary>
    public static RawServer Start(Func<RawConnection, CancellationToken, Task> serve, params IPAddress[] addresses) =>
        new(serve, addresses.Length == 0 ? [IPAddress.Loopback] : addresses);

    /// <summary>Answers every request with what the function gives, keeping connections open.</summary>
    public static RawServer Answering(Func<RawRequest, string> answer, params IPAddress[] addresses) =>
        Start(
            async (connection, cancellationToken) =>
            {
                while (await connection.ReadAsync(cancellationToken) is { } request)
                {
                    await connection.WriteAsync(answer(request), cancellationToken);
                }
            },
            addresses
        );

    /// <summary>Answers 200 with a short body.</summary>
    public static RawServer Friendly(params IPAddress[] addresses) => Answering(_ => Ok("hello"), addresses);

    public static string Ok(string body) => $"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    public static string Redirect(int status, string location) =>
        $"HTTP/1.1 {status} Elsewhere\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listeners.ForEach(listener => listener.Dispose());
        await Task.WhenAll(_loops);
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _accepted);
                _connections.Add(ServeAsync(socket));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var connection = new RawConnection(socket, Requests);
        try
        {
            await _serve(connection, _stop.Token);
        }
        catch (Exception e)
            when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or AuthenticationException)
        {
            // The client hung up, which many cases want, or the test is over.
        }
    }
}
