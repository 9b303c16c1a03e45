namespace Orchestra.ServiceDefaults.Bus;

/// <summary>Wakes every waiter in this process: a message came, or something here changed.</summary>
public class Signal
{
    private TaskCompletionSource _next = New();

    /// <summary>Wakes all who wait now.</summary>
    public void Set() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    /// <summary>Take it before looking at the state and wait on it after, so that no change in between is missed.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Waits for <paramref name="next"/> or until <paramref name="atMost"/> is over, whichever is first.</summary>
    public static async Task WaitAsync(Task next, TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(next, Task.Delay(atMost, time, limit.Token));
        await limit.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
