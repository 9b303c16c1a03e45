using Grpc.Core;

namespace Orchestra.Grpc.Tests.Fixtures;

/// <summary>What the echo service saw, for tests that wait for it.</summary>
internal sealed class CallLog
{
    private readonly SemaphoreSlim _started = new(0);
    private readonly SemaphoreSlim _cancelled = new(0);
    private int _written;

    /// <summary>Replies that were written into streams.</summary>
    public int Written => Volatile.Read(ref _written);

    public void Started() => _started.Release();

    public void Wrote() => Interlocked.Increment(ref _written);

    /// <summary>Waits until a method that hangs has begun to.</summary>
    public async Task HangsAsync() => Assert.That(await _started.WaitAsync(TimeSpan.FromSeconds(10)), "the method has begun");

    /// <summary>Waits until a method was stopped by the cancellation of its call.</summary>
    public async Task WasCancelledAsync() =>
        Assert.That(await _cancelled.WaitAsync(TimeSpan.FromSeconds(10)), "the server's method saw the cancellation");

    public async Task WatchAsync(ServerCallContext context, Task step) =>
        await WatchAsync(
            context,
            Task.Run(async () =>
            {
                await step;
                return true;
            })
        );

    public async Task<T> WatchAsync<T>(ServerCallContext context, Task<T> step)
    {
        try
        {
            return await step;
        }
        catch (Exception) when (context.CancellationToken.IsCancellationRequested)
        {
            _cancelled.Release();
            throw;
        }
    }
}
