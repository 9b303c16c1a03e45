using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Orchestra.Contracts.Bus;
using Orchestra.Executor.Faults;
using Orchestra.Executor.Leasing;
using Orchestra.Runs;
using Orchestra.Runs.Leases;
using Orchestra.ServiceDefaults.Bus;

namespace Orchestra.Executor.Execution;

/// <summary>Claims queued runs as long as there is room, and advances each on its own.</summary>
internal sealed partial class ClaimService(
    LeaseStore leases,
    LeaseRegistry registry,
    RunAdvancer advancer,
    Signal<RunsQueued> queued,
    WakeUp<RunsChanged> changed,
    WakeUp<RunsQueued> others,
    IFault fault,
    IOptions<ExecutorOptions> options,
    IOptions<LeaseOptions> leaseOptions,
    TimeProvider time,
    ILogger<ClaimService> logger
) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    private readonly string _owner = $"{Environment.MachineName}:{Environment.ProcessId}";
    private readonly ConcurrentDictionary<Task, Guid> _running = new();
    private readonly CancellationTokenSource _abandon = new();
    private long? _unheardSince;

    /// <summary>One pass: claims what there is room for.</summary>
    /// <returns>Runs claimed.</returns>
    public async Task<int> ClaimOnceAsync(CancellationToken stopping)
    {
        var room = options.Value.MaxConcurrentRuns - _running.Count;
        if (room <= 0)
        {
            return 0;
        }

        await ReturnUnheardAsync();
        var askedAt = time.GetTimestamp();
        // Once sent, a claim is awaited: a cancelled one may have been granted.
        _unheardSince = askedAt;
        var claimed = await leases.ClaimAsync(_owner, room, leaseOptions.Value.Duration, CancellationToken.None);
        _unheardSince = null;
        if (claimed.Count > 0)
        {
            fault.Reach(FaultPoint.AfterClaim);
        }

        foreach (var run in claimed)
        {
            var held = new HeldLease(run.Lease, leaseOptions.Value.Duration, askedAt, time);
            registry.Add(held);
            var advancing = AdvanceAsync(run, held, stopping);
            _running.TryAdd(advancing, run.Lease.RunId);
            _ = advancing.ContinueWith(
                done =>
                {
                    _running.TryRemove(done, out _);
                    // There is room again, and perhaps work.
                    queued.Set();
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            );
        }

        if (claimed.Count > 0)
        {
            changed.Send();
        }

        return claimed.Count;
    }

    /// <summary>Lets steps under way end, then hands every run over.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        var all = Task.WhenAll(_running.Keys);
        await Task.WhenAny(all, Task.Delay(options.Value.StopGrace, time, cancellationToken));
        await _abandon.CancelAsync();
        await all;
    }

    public override void Dispose()
    {
        _abandon.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = queued.Next;
            try
            {
                while (await ClaimOnceAsync(stoppingToken) > 0) { }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogPassFailed(e);
            }

            await Signal.WaitAsync(next, options.Value.PollEvery, time, stoppingToken);
        }
    }

    // A claim that ended in an exception may have been granted.
    private async Task ReturnUnheardAsync()
    {
        if (_unheardSince is { } since)
        {
            var returned = await leases.ReturnUnheardAsync(
                _owner,
                time.GetElapsedTime(since),
                [.. _running.Values],
                CancellationToken.None
            );
            _unheardSince = null;
            if (returned > 0)
            {
                LogUnheard(returned);
            }
        }
    }

    private async Task AdvanceAsync(ClaimedRun run, HeldLease held, CancellationToken stopping)
    {
        // Off the claiming loop at once, whatever the first step does.
        await Task.Yield();
        var isCutOff = false;
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(held.Lost, _abandon.Token);
        using var scope = logger.BeginScope(
            new Dictionary<string, object> { ["tenantId"] = run.Lease.TenantId, ["runId"] = run.Lease.RunId }
        );
        try
        {
            await advancer.AdvanceAsync(run, held, stopping, abandon.Token);
        }
        catch (OperationCanceledException) when (abandon.IsCancellationRequested)
        {
            LogAbandoned(run.Lease.RunId);
        }
        catch (Exception e) when (DatabaseFailure.IsCutOff(e))
        {
            // Nobody died: what was committed is read again by who claims the run next.
            LogCutOff(e, run.Lease.RunId);
            isCutOff = true;
        }
        catch (Exception e)
        {
            // The lease lapses and the reaper gives the run to the next executor, up to the attempts allowed.
            LogAdvanceFailed(e, run.Lease.RunId);
        }
        finally
        {
            registry.Remove(held);
            if (_abandon.IsCancellationRequested)
            {
                await TryGiveBackAsync(() => leases.ReleaseAsync(run.Lease, CancellationToken.None), run.Lease.RunId);
            }
            else if (isCutOff)
            {
                await HandBackAsync(run, held);
            }

            changed.Send();
            if (isCutOff || stopping.IsCancellationRequested)
            {
                // The run may be in the queue again: another executor need not wait for its next look.
                others.Send();
            }

            held.Dispose();
        }
    }

    // The database may be away for longer than a moment: as long as the lease is ours, it is worth trying.
    private async Task HandBackAsync(ClaimedRun run, HeldLease held)
    {
        for (var pause = FirstPause; held.IsSafe && !_abandon.IsCancellationRequested; pause *= 2)
        {
            if (await TryGiveBackAsync(() => leases.HandBackAsync(run.Lease, CancellationToken.None), run.Lease.RunId))
            {
                return;
            }

            await Task.Delay(pause, time, _abandon.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // True when the database answered.
    private async Task<bool> TryGiveBackAsync(Func<Task<bool>> giveBack, Guid runId)
    {
        try
        {
            await giveBack();
            return true;
        }
        catch (Npgsql.NpgsqlException e)
        {
            LogHandOverFailed(e, runId);
            return false;
        }
    }

    [LoggerMessage(EventId = 3011, Level = LogLevel.Error, Message = "A claiming pass failed")]
    private partial void LogPassFailed(Exception exception);

    [LoggerMessage(
        EventId = 3012,
        Level = LogLevel.Warning,
        Message = "Run {RunId} was given up: its lease is lost or this executor stops"
    )]
    private partial void LogAbandoned(Guid runId);

    [LoggerMessage(EventId = 3013, Level = LogLevel.Error, Message = "Run {RunId} could not be advanced; its lease lapses")]
    private partial void LogAdvanceFailed(Exception exception, Guid runId);

    [LoggerMessage(EventId = 3014, Level = LogLevel.Warning, Message = "Run {RunId} could not be handed over")]
    private partial void LogHandOverFailed(Exception exception, Guid runId);

    [LoggerMessage(
        EventId = 3015,
        Level = LogLevel.Warning,
        Message = "Run {RunId} was cut off from the database and goes back to the queue"
    )]
    private partial void LogCutOff(Exception exception, Guid runId);

    [LoggerMessage(
        EventId = 3016,
        Level = LogLevel.Warning,
        Message = "{Runs} runs go back to the queue: they were claimed and the answer was lost"
    )]
    private partial void LogUnheard(int runs);
}
