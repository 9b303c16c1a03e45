using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Orchestra.Testing.Servers;

/// <summary>
/// The way of one process to PostgreSQL, which the test can silence: connections stay open, new ones are accepted, and no byte gets
/// through until it speaks again; what was sent meanwhile arrives then.
/// </summary>
public sealed class DatabaseLink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly Task _accepting;
    private volatile TaskCompletionSource _open = Opened();

    private DatabaseLink(string connectionString)
    {
        _server = new NpgsqlConnectionStringBuilder(connectionString);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The connection string that leads through here.</summary>
    public string ConnectionString =>
        new NpgsqlConnectionStringBuilder(_server.ConnectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        }.ConnectionString;

    /// <summary>Opens a way to the server of a connection string.</summary>
    public static DatabaseLink To(string connectionString) => new(connectionString);

    /// <summary>Lets nothing through any more.</summary>
    public void Silence() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets everything through again.</summary>
    public void Speak() => _open.TrySetResult();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _ended.Dispose();
    }

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_ended.Token);
            _ = RelayAsync(client, _ended.Token);
        }
    }

    private async Task RelayAsync(TcpClient client, CancellationToken ended)
    {
        using (client)
        using (var server = new TcpClient())
        {
            await server.ConnectAsync(_server.Host!, _server.Port, ended);
            await Task.WhenAny(
                PumpAsync(client.GetStream(), server.GetStream(), ended),
                PumpAsync(server.GetStream(), client.GetStream(), ended)
            );
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, CancellationToken ended)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, ended) is > 0 and var read)
        {
            await _open.Task.WaitAsync(ended);
            await to.WriteAsync(buffer.AsMemory(0, read), ended);
        }
    }
}
