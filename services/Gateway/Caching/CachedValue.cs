namespace Orchestra.Gateway.Caching;

/// <summary>
/// A value that is made at most once in a while, however many ask for it. Those who come while it is being made share the one
/// attempt; a caller that leaves does not end it for the others.
/// </summary>
internal sealed class CachedValue<T>(TimeSpan lifetime, TimeProvider time, Func<Task<T>> make)
{
    private readonly Lock _lock = new();
    private Task<T>? _current;
    private long _madeAt;

    public Task<T> GetAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (
                _current is null
                || (_current.IsCompleted && (!_current.IsCompletedSuccessfully || time.GetElapsedTime(_madeAt) >= lifetime))
            )
            {
                _current = MakeAsync();
            }

            return _current.WaitAsync(cancellationToken);
        }
    }

    private async Task<T> MakeAsync()
    {
        // Off the lock: what is made may begin with work that does not wait.
        await Task.Yield();
        var value = await make();
        lock (_lock)
        {
            _madeAt = time.GetTimestamp();
        }

        return value;
    }
}
