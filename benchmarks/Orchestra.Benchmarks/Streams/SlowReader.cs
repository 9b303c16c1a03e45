using System.Net.Sockets;

namespace Orchestra.Benchmarks.Streams;

/// <summary>A client that takes a kilobyte a second; whenever it is cut off it comes back.</summary>
internal sealed class SlowReader : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;

    public SlowReader(Uri api, string path, long after) => _loop = ReadAsync(api, path, after);

    /// <summary>How often it was cut off.</summary>
    public int CutOff { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task ReadAsync(Uri api, string path, long after)
    {
        var buffer = new byte[1024];
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (!_stopping.IsCancellationRequested)
        {
            using var socket = await EventReader.ConnectAsync(api, path, after, receiveBuffer: 4096);
            try
            {
                while (await socket.ReceiveAsync(buffer, _stopping.Token) > 0)
                {
                    await pace.WaitForNextTickAsync(_stopping.Token);
                }
            }
            catch (SocketException)
            {
                CutOff++;
            }
        }
    }
}
