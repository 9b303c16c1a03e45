using Orchestra.Runs.Leases;

namespace Orchestra.Executor.Leasing;

/// <summary>
/// A lease as its holder sees it. By this process's monotonic clock it ends before the database's lease does, so that a holder that
/// could not renew stops sending before somebody else may start.
/// </summary>
internal sealed class HeldLease : IDisposable
{
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _cancelled = new();
    private readonly Lock _ending = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _margin;
    private readonly ITimer _end;
    private long _renewedAt;
    private bool _ended;

    /// <param name="lease">The lease.</param>
    /// <param name="duration">Its time to live in the database.</param>
    /// <param name="askedAt">Timestamp from before the claim was sent: the database's lease cannot have begun earlier.</param>
    /// <param name="time">The monotonic clock.</param>
    public HeldLease(RunLease lease, TimeSpan duration, long askedAt, TimeProvider time)
    {
        (Lease, _time, _renewedAt) = (lease, time, askedAt);
        _margin = duration * 0.8;
        // Armed only when there is a timer to arm again.
        _end = time.CreateTimer(_ => LoseUnlessRenewed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Arm();
    }

    public RunLease Lease { get; }

    /// <summary>Cancelled when the lease is lost, or was not renewed in time: give up, write nothing.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Whether somebody asked to stop the run.</summary>
    public bool CancelRequested => _cancelled.IsCancellationRequested;

    /// <summary>Cancelled when somebody asks to stop the run: what is under way ends, and is written.</summary>
    public CancellationToken Cancelled => _cancelled.Token;

    /// <summary>Whether enough of the lease is left to start something.</summary>
    public bool IsSafe => !_lost.IsCancellationRequested && _time.GetElapsedTime(Volatile.Read(ref _renewedAt)) < _margin;

    /// <summary>The database renewed it; <paramref name="askedAt"/> is from before the statement was sent.</summary>
    public void Renewed(long askedAt, bool cancelRequested)
    {
        Volatile.Write(ref _renewedAt, askedAt);
        Arm();
        lock (_ending)
        {
            if (cancelRequested && !_ended)
            {
                _cancelled.Cancel();
            }
        }
    }

    /// <summary>Somebody else may own the run now. Nothing happens when the run has ended here meanwhile.</summary>
    public void Lose()
    {
        // A heartbeat may come across a run that ends this very moment: it must not fail for the other leases.
        lock (_ending)
        {
            if (!_ended)
            {
                _lost.Cancel();
            }
        }
    }

    public void Dispose()
    {
        lock (_ending)
        {
            _ended = true;
            _end.Dispose();
            _lost.Dispose();
            _cancelled.Dispose();
        }
    }

    // A heartbeat that hangs on a dead connection tells nobody: the lease ends by its own timer.
    private void Arm()
    {
        lock (_ending)
        {
            if (!_ended)
            {
                var left = _margin - _time.GetElapsedTime(Volatile.Read(ref _renewedAt));
                _end.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void LoseUnlessRenewed()
    {
        if (!IsSafe)
        {
            Lose();
        }
        else
        {
            // Renewed this very moment, or the timer came a little early.
            Arm();
        }
    }
}
