using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Orchestra.Contracts.Bus;
using Orchestra.Executor.Faults;
using Orchestra.Executor.Leasing;
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
    private readonly string _owner = $"{Environment.MachineName}:{Environment.ProcessId}";
    private readonly ConcurrentDictionary<Task, byte> _running = new();
    private readonly CancellationTokenSource _abandon = new();

    /// <summary>One pass: claims what there is room for.</summary>
    /// <returns>Runs claimed.</returns>
    public async Task<int> ClaimOnceAsync(CancellationToken stopping)
    {
        var room = options.Value.MaxConcurrentRuns - _running.Count;
        if (room <= 0)
        {
            return 0;
        }

        var askedAt = time.GetTimestamp();
        // Once sent, a claim is awaited: a cancelled one may have been granted.
        var claimed = await leases.ClaimAsync(_owner, room, leaseOptions.Value.Duration, CancellationToken.None);
        if (claimed.Count > 0)
        {
            fault.Reach(FaultPoint.AfterClaim);
        }

        foreach (var run in claimed)
        {
            var held = new HeldLease(run.Lease, leaseOptions.Value.Duration, askedAt, time);
            registry.Add(held);
            var advancing = AdvanceAsync(run, held, stopping);
            _running.TryAdd(advancing, 0);
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

    private async Task AdvanceAsync(ClaimedRun run, HeldLease held, CancellationToken stopping)
    {
        // Off the claiming loop at once, whatever the first step does.
        await Task.Yield();
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
        catch (Exception e)
        {
            // The lease lapses and the reaper gives the run to the next executor, up to the attempts allowed.
            LogAdvanceFailed(e, run.Lease.RunId);
        }
        finally
        {
            registry.Remove(held);
            await HandOverAsync(run, held);
            changed.Send();
            if (stopping.IsCancellationRequested)
            {
                // The run may be in the queue again: another executor need not wait for its next look.
                others.Send();
            }

            held.Dispose();
        }
    }

    private async Task HandOverAsync(ClaimedRun run, HeldLease held)
    {
        if (!_abandon.IsCancellationRequested || held.Lost.IsCancellationRequested)
        {
            return;
        }

        try
        {
            await leases.ReleaseAsync(run.Lease, CancellationToken.None);
        }
        catch (Npgsql.NpgsqlException e)
        {
            LogHandOverFailed(e, run.Lease.RunId);
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

    [LoggerMessage(EventId = 3014, Level = LogLevel.Warning, Message = "Run {RunId} could not be handed over; its lease lapses")]
    private partial void LogHandOverFailed(Exception exception, Guid runId);
}
