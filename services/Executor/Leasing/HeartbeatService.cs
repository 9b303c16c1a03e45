using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using Npgsql;
using Orchestra.Contracts.Bus;
using Orchestra.Runs.Leases;
using Orchestra.ServiceDefaults.Bus;
using Orchestra.ServiceDefaults.Data;

namespace Orchestra.Executor.Leasing;

/// <summary>
/// Renews every held lease each third of its time, and at once when some run is to stop, on a connection and a thread of its own: a
/// busy pool, of connections or of threads, must not cost leases. Where it cannot renew, leases end here before they end in the
/// database.
/// </summary>
internal sealed partial class HeartbeatService(
    LeaseRegistry registry,
    Signal<CancelsRequested> cancels,
    IOptions<LeaseOptions> options,
    IConfiguration configuration,
    TimeProvider time,
    ILogger<HeartbeatService> logger
) : BackgroundService
{
    private NpgsqlConnection? _connection;

    private TimeSpan Period => options.Value.Duration / 3;

    /// <summary>One pass: renews, and drops what is not ours any more.</summary>
    public void BeatOnce()
    {
        var held = registry.Held;
        if (held.Count > 0)
        {
            var askedAt = time.GetTimestamp();
            var renewed = LeaseStore.Renew(Connection(), [.. held.Select(lease => lease.Lease)], options.Value.Duration);
            foreach (var lease in held)
            {
                if (renewed.TryGetValue(lease.Lease.RunId, out var cancelRequested))
                {
                    lease.Renewed(askedAt, cancelRequested);
                }
                else
                {
                    Drop(lease);
                }
            }
        }
    }

    public override void Dispose()
    {
        _connection?.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            Beat(stoppingToken);
            ended.SetResult();
        })
        {
            IsBackground = true,
            Name = "heartbeat",
        };
        thread.Start();
        return ended.Task;
    }

    private void Beat(CancellationToken stoppingToken)
    {
        // Before the first lease: connecting can take longer than a beat may on a busy machine.
        Try(() => Connection());
        for (var next = cancels.Next; !IsStopping(next, stoppingToken); )
        {
            next = cancels.Next;
            // A connection that was cut meanwhile is no reason to miss a beat.
            if (!Try(BeatOnce) && !stoppingToken.IsCancellationRequested)
            {
                Try(BeatOnce);
            }

            foreach (var lease in registry.Held.Where(lease => !lease.IsSafe))
            {
                Drop(lease);
            }
        }
    }

    [SuppressMessage("Usage", "VSTHRD002", Justification = "It is this thread's work to wait.")]
    private bool IsStopping(Task next, CancellationToken stoppingToken)
    {
        try
        {
            next.Wait(Period, stoppingToken);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private bool Try(Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (Exception e)
        {
            LogPassFailed(e);
            ForgetConnection();
            return false;
        }
    }

    private void Drop(HeldLease lease)
    {
        // A run that ended here since the heartbeat was sent is not renewed either, and is not lost.
        if (registry.Remove(lease))
        {
            lease.Lose();
            LogLost(lease.Lease.RunId);
        }
    }

    private NpgsqlConnection Connection()
    {
        if (_connection is null)
        {
            // An answer that comes later than the next beat is of no use; a lease's own timer ends it meanwhile.
            var limit = Math.Max(1, (int)Math.Min(Period.TotalSeconds, 3));
            var settings = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString(DatabaseExtensions.Worker))
            {
                Pooling = false,
                Timeout = limit,
                CommandTimeout = limit,
                CancellationTimeout = -1,
                KeepAlive = 5,
            };
            var connection = new NpgsqlConnection(settings.ConnectionString);
            try
            {
                connection.Open();
            }
            catch
            {
                connection.Dispose();
                throw;
            }

            _connection = connection;
        }

        return _connection;
    }

    private void ForgetConnection()
    {
        _connection?.Dispose();
        _connection = null;
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "Lease lost: run {RunId} belongs to somebody else, or may soon")]
    private partial void LogLost(Guid runId);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error, Message = "A heartbeat failed")]
    private partial void LogPassFailed(Exception exception);
}
