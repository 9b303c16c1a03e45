using Microsoft.Extensions.Options;
using Orchestra.Contracts.Bus;
using Orchestra.Runs.Leases;
using Orchestra.Runs.Scheduling;
using Orchestra.ServiceDefaults.Bus;

namespace Orchestra.Api.Scheduling;

/// <summary>Takes runs from executors that fell silent, recounts slots and forgets old answers. Several at once are fine.</summary>
internal sealed partial class ReaperService(
    SchedulingStore store,
    Signal<RunsChanged> changed,
    WakeUp<RunsQueued> executors,
    IOptions<LeaseOptions> options,
    TimeProvider time,
    ILogger<ReaperService> logger
) : BackgroundService
{
    private const int TidyEvery = 30;
    private int _passes;

    /// <summary>One pass.</summary>
    /// <returns>Runs taken back.</returns>
    public async Task<long> ReapOnceAsync(CancellationToken cancellationToken)
    {
        var moved = await store.ReapAsync(options.Value.MaxAttempts, cancellationToken);
        if (moved > 0)
        {
            LogReaped(moved);
            changed.Set();
            // They are in the queue again, and the scheduler, which has nothing to promote, would wake nobody.
            executors.Send();
        }

        if (_passes++ % TidyEvery == 0)
        {
            if (await store.RecountAsync(cancellationToken) is > 0 and var corrected)
            {
                LogSlotsCorrected(corrected);
            }

            await store.ForgetAnswersAsync(cancellationToken);
        }

        return moved;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.ReapEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ReapOnceAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogPassFailed(e);
            }
        }
    }

    [LoggerMessage(EventId = 1111, Level = LogLevel.Warning, Message = "{Runs} runs were taken from executors whose lease lapsed")]
    private partial void LogReaped(long runs);

    [LoggerMessage(EventId = 1112, Level = LogLevel.Error, Message = "{Slots} tenant slots did not match their runs and were corrected")]
    private partial void LogSlotsCorrected(int slots);

    [LoggerMessage(EventId = 1113, Level = LogLevel.Error, Message = "A reaping pass failed")]
    private partial void LogPassFailed(Exception exception);
}
