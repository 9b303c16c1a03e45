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
    Signal<RunsChanged> changed,
    WakeUp<RunsQueued> executors,
    TimeProvider time,
    ILogger<SchedulerService> logger
) : BackgroundService
{
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1);

    /// <summary>One pass.</summary>
    /// <returns>Runs queued.</returns>
    public async Task<long> ScheduleOnceAsync(CancellationToken cancellationToken)
    {
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
