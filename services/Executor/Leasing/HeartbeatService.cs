using Microsoft.Extensions.Options;
using Npgsql;
using Orchestra.Contracts.Bus;
using Orchestra.Runs.Leases;
using Orchestra.ServiceDefaults.Bus;
using Orchestra.ServiceDefaults.Data;

namespace Orchestra.Executor.Leasing;

/// <summary>
/// Renews every held lease each third of its time, and at once when some run is to stop, on a connection of its own: a busy pool must
/// not cost leases. Where it cannot renew, leases end here before they end in the database.
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

    /// <summary>One pass: renews, and drops what is not ours any more.</summary>
    public async Task BeatOnceAsync(CancellationToken cancellationToken)
    {
        var held = registry.Held;
        if (held.Count > 0)
        {
            var askedAt = time.GetTimestamp();
            var connection = await ConnectionAsync(cancellationToken);
            var renewed = await LeaseStore.RenewAsync(
                connection,
                [.. held.Select(lease => lease.Lease)],
                options.Value.Duration,
                cancellationToken
            );
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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Before the first lease: connecting can take longer than a beat may on a busy machine.
        await ConnectAheadAsync(stoppingToken);
        var next = cancels.Next;
        while (true)
        {
            await Signal.WaitAsync(next, options.Value.Duration / 3, time, stoppingToken);
            next = cancels.Next;
            using (var limit = new CancellationTokenSource(options.Value.Duration / 3, time))
            using (var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stoppingToken))
            {
                // A connection that was cut meanwhile is no reason to miss a beat.
                if (!await TryBeatAsync(either.Token, stoppingToken) && !limit.IsCancellationRequested)
                {
                    await TryBeatAsync(either.Token, stoppingToken);
                }
            }

            foreach (var lease in registry.Held.Where(lease => !lease.IsSafe))
            {
                Drop(lease);
            }
        }
    }

    private async Task<bool> TryBeatAsync(CancellationToken cancellationToken, CancellationToken stoppingToken)
    {
        try
        {
            await BeatOnceAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            LogPassFailed(e);
            await ForgetConnectionAsync();
            return false;
        }
    }

    private async Task ConnectAheadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ConnectionAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogPassFailed(e);
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

    private async Task<NpgsqlConnection> ConnectionAsync(CancellationToken cancellationToken)
    {
        if (_connection is null)
        {
            var settings = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString(DatabaseExtensions.Worker))
            {
                Pooling = false,
                Timeout = 3,
                CommandTimeout = 3,
                KeepAlive = 5,
            };
            var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            _connection = connection;
        }

        return _connection;
    }

    private async Task ForgetConnectionAsync()
    {
        if (_connection is { } broken)
        {
            _connection = null;
            await broken.DisposeAsync();
        }
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "Lease lost: run {RunId} belongs to somebody else, or may soon")]
    private partial void LogLost(Guid runId);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Error, Message = "A heartbeat failed")]
    private partial void LogPassFailed(Exception exception);
}
