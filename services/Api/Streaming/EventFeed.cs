using Orchestra.Contracts.Bus;
using Orchestra.ServiceDefaults.Bus;

namespace Orchestra.Api.Streaming;

/// <summary>
/// The newest events of one run, read once for all who follow it. It keeps a window of them and no queue for anybody: whoever falls
/// behind the window reads the journal on its own, so a slow reader costs the others nothing.
/// </summary>
internal sealed class EventFeed(StreamSource source, long after, Signal<RunsChanged> changed, TimeProvider time) : IDisposable
{
    private const int MaxBytes = 512 * 1024;

    /// <summary>Behind the wake-ups, which may be lost.</summary>
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1);

    /// <summary>
    /// What sending to one follower takes, about. After events went out the feed rests for as long as that takes for all of them, so that
    /// what comes meanwhile goes out together: otherwise many followers would fall behind a quick run. The first event after a rest waits for nothing.
    /// </summary>
    private static readonly TimeSpan RestPerFollower = TimeSpan.FromMicroseconds(40);

    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Signal _appended = new();
    private readonly Lock _gate = new();
    private readonly LinkedList<StreamItem> _window = [];
    private Exception? _failure;
    private long _floor = after;
    private int _bytes;

    /// <summary>How many follow; the owner's lock guards it.</summary>
    public int Followers { get; set; }

    /// <summary>Completes with the next change. Take it before looking, so that none in between is missed.</summary>
    public Task Next => _appended.Next;

    /// <summary>The ledger could not be read: the feed is dead, another may be begun.</summary>
    public bool HasFailed => Volatile.Read(ref _failure) is not null;

    /// <summary>Begins to read. It carries nobody's log scope and nobody's trace.</summary>
    public void Start()
    {
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(ReadAsync);
        }
    }

    /// <summary>Events after a number; null where the window begins later: then the journal has them.</summary>
    public IReadOnlyList<StreamItem>? After(long seq)
    {
        if (Volatile.Read(ref _failure) is { } failure)
        {
            throw new IOException("the events cannot be read", failure);
        }

        lock (_gate)
        {
            if (seq < _floor)
            {
                return null;
            }

            var items = new List<StreamItem>();
            for (var node = _window.Last; node is not null && node.Value.Seq > seq; node = node.Previous)
            {
                items.Add(node.Value);
            }

            items.Reverse();
            return items;
        }
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task ReadAsync()
    {
        var token = _stopping.Token;
        var last = _floor;
        try
        {
            while (!token.IsCancellationRequested)
            {
                // Taken before the look, so that no change in between is missed.
                var next = changed.Next;
                var events = await source.Read(last, token);
                if (events.Count == 0)
                {
                    await Signal.WaitAsync(next, Sweep, time, token);
                    continue;
                }

                last = events[^1].Seq;
                Append([.. events.Select(StreamItem.Of)]);
                if (events[^1].Type == source.LastType)
                {
                    return;
                }

                await RestAsync(token);
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Nobody follows any more.
        }
        catch (Exception e)
        {
            Volatile.Write(ref _failure, e);
            _appended.Set();
        }
    }

    private async Task RestAsync(CancellationToken token)
    {
        var rest = RestPerFollower * Followers;
        if (rest >= TimeSpan.FromMilliseconds(1))
        {
            await Task.Delay(rest < LongestRest ? rest : LongestRest, time, token);
        }
    }

    private void Append(IReadOnlyList<StreamItem> items)
    {
        lock (_gate)
        {
            foreach (var item in items)
            {
                _window.AddLast(item);
                _bytes += item.Text.Length;
            }

            while (_bytes > MaxBytes && _window.Count > 1)
            {
                _floor = _window.First!.Value.Seq;
                _bytes -= _window.First.Value.Text.Length;
                _window.RemoveFirst();
            }
        }

        _appended.Set();
    }
}
