using Orchestra.Contracts.Bus;
using Orchestra.Runs.Scheduling;
using Orchestra.ServiceDefaults.Bus;

namespace Orchestra.Api.Scheduling;

/// <summary>
/// Moves PENDING runs to QUEUED within their tenants' slots, wakes executors, and moves suite runs along. It acts when something
/// changed, with a sweep behind; several at once are fine.
/// </summary>
internal sealed partial class SchedulerService(
    SchedulingStore store,
    SuiteGraphStore graph,
    Signal<RunsChanged> changed,
    WakeUp<RunsQueued> executors,
    WakeUp<CancelsRequested> cancels,
    TimeProvider time,
    ILogger<SchedulerService> logger
) : BackgroundService
{
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1);

    /// <summary>One pass.</summary>
    /// <returns>Runs queued.</returns>
    public async Task<long> ScheduleOnceAsync(CancellationToken cancellationToken)
    {
        await MoveGraphsAsync(cancellationToken);
        var queued = await store.PromoteAsync(cancellationToken);
        if (queued > 0)
        {
            executors.Send();
        }

        if (await store.AdvanceSuitesAsync(cancellationToken) > 0)
        {
            changed.Set();
        }

        return queued;
    }

    // What stops is ended before anything is let go, and what is let go is queued in the same pass.
    private async Task MoveGraphsAsync(CancellationToken cancellationToken)
    {
        var (moved, asked) = await graph.StopAsync(cancellationToken);
        if (asked > 0)
        {
            cancels.Send();
        }

        // Whatever waits for a run that was skipped is skipped with the next look.
        while (await graph.ReleaseAsync(cancellationToken) is > 0 and var released)
        {
            moved += released;
        }

        if (moved > 0)
        {
            changed.Set();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = changed.Next;
            try
            {
                await ScheduleOnceAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogPassFailed(e);
            }

            await Signal.WaitAsync(next, Sweep, time, stoppingToken);
        }
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Error, Message = "A scheduling pass failed")]
    private partial void LogPassFailed(Exception exception);
}
