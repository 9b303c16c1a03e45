namespace Orchestra.Grpc.Wire;

/// <summary>Calls back once when the clock has reached an instant, however far away it is.</summary>
internal sealed class Deadline : IDisposable
{
    // A timer's longest wait is 49 days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(40);

    private readonly TimeProvider _time;
    private readonly DateTimeOffset _at;
    private readonly Action _reached;
    private readonly ITimer _timer;

    public Deadline(DateTimeOffset at, TimeProvider time, Action reached)
    {
        _time = time;
        _at = at;
        _reached = reached;
        _timer = time.CreateTimer(static state => ((Deadline)state!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Look();
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var left = _at - _time.GetUtcNow();
        if (left <= TimeSpan.Zero)
        {
            _reached();
            return;
        }

        // Rounded up: timers count in milliseconds, and one that fires early would only be armed again.
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));
        _timer.Change(wait < LongestWait ? wait : LongestWait, Timeout.InfiniteTimeSpan);
    }
}
