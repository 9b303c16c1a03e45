using Npgsql;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Intake;
using Orchestra.Runs.Journal;
using Orchestra.Runs.Leases;
using Orchestra.Runs.Scheduling;
using Orchestra.Runs.States;
using Orchestra.Testing.Builders;
using Orchestra.Testing.Servers;

namespace Orchestra.Runs.Tests.Interleavings;

/// <summary>
/// One connection that does random things to the ledger; what it writes to the journal may share a transaction with what others write
/// at the same time, when all are given the same journal. It never learns that it lost a lease: what it once claimed it goes on
/// writing to, as a process would that was stopped past its lease.
/// </summary>
internal sealed class LedgerActor : IAsyncDisposable
{
    private const int Steps = 2;
    private const int MaxAttempts = 4;

    private readonly NpgsqlDataSource _connection;
    private readonly NpgsqlDataSource _app;
    private readonly LeaseStore _leases;
    private readonly SchedulingStore _scheduling;
    private readonly JournalStore _journal;
    private readonly string _name;
    private readonly List<RunLease> _held = [];

    public LedgerActor(TestDatabase database, string name, JournalStore? journal = null, string? fence = null)
    {
        _connection = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(database.WorkerConnectionString) { MaxPoolSize = 1 }.ConnectionString
        );
        _app = database.App;
        _leases = new LeaseStore(_connection);
        _scheduling = new SchedulingStore(_connection);
        _journal = journal ?? new JournalStore(_connection, fence ?? Fence.Sql);
        _name = name;
    }

    /// <summary>Forgets what it held: the next interleaving begins.</summary>
    public void Forget() => _held.Clear();

    /// <summary>Does one random thing.</summary>
    public async Task<string> ActAsync(Random random, Guid tenant, IReadOnlyList<Guid> runs)
    {
        var run = runs[random.Next(runs.Count)];
        var what = random.Next(100);
        var lease = _held.Count > 0 ? _held[random.Next(_held.Count)] : null;
        var done = (what, lease) switch
        {
            (< 8, _) => await ExpireAsync(run),
            (< 14, _) => $"reap {await _scheduling.ReapAsync(MaxAttempts, CancellationToken.None)}",
            (< 18, _) => $"promote {await _scheduling.PromoteAsync(CancellationToken.None)}",
            (< 20, _) => $"recount {await _scheduling.RecountAsync(CancellationToken.None)}",
            (< 22, _) => await CancelAsync(tenant, run),
            (< 40, _) or (_, null) => await ClaimAsync(),
            (< 45, _) => await BeatAsync(lease),
            (< 48, _) => $"release {lease.Epoch} {await _leases.ReleaseAsync(lease, CancellationToken.None)}",
            _ => await AdvanceAsync(random, lease),
        };
        return $"{_name}: {done}";
    }

    /// <summary>Brings every run to its end, as an undisturbed executor would.</summary>
    public async Task DrainAsync(Guid tenant, Random random)
    {
        for (var left = 1L; left > 0; left = await LeftAsync(tenant))
        {
            _held.Clear();
            await ExecuteAsync(
                $"update runs.test_run set lock_until = now() - interval '1 second' where tenant_id = '{tenant}' and status = 'IN_PROGRESS'"
            );
            await _scheduling.ReapAsync(MaxAttempts, CancellationToken.None);
            await _scheduling.PromoteAsync(CancellationToken.None);
            await ClaimAsync(10);
            foreach (var lease in _held)
            {
                while (await AdvanceAsync(random, lease) is not "gone" and not "finish True") { }
            }
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<string> ClaimAsync(int count = 1)
    {
        var claimed = await _leases.ClaimAsync(_name, count, TimeSpan.FromMinutes(5), CancellationToken.None);
        _held.AddRange(claimed.Select(run => run.Lease));
        return $"claim [{string.Join(", ", claimed.Select(run => $"{run.Lease.RunId:N}@{run.Lease.Epoch}"))}]";
    }

    private async Task<string> BeatAsync(RunLease lease)
    {
        await using var connection = await _connection.OpenConnectionAsync();
        var renewed = LeaseStore.Renew(connection, [lease], TimeSpan.FromMinutes(5));
        return $"beat {lease.Epoch} {renewed.Count}";
    }

    private async Task<string> ExpireAsync(Guid run)
    {
        await ExecuteAsync(
            $"update runs.test_run set lock_until = now() - interval '1 second' where id = '{run}' and status = 'IN_PROGRESS'"
        );
        return "expire";
    }

    private async Task<string> CancelAsync(Guid tenant, Guid run)
    {
        var outcome = CancelOutcome.NotFound;
        await _app.InTenantAsync(
            tenant,
            async connection => outcome = await RunIntake.CancelAsync(connection, tenant, run, CancellationToken.None)
        );
        return $"cancel {outcome}";
    }

    // What an executor does next by the journal: start, complete, retry or finish.
    private async Task<string> AdvanceAsync(Random random, RunLease lease)
    {
        var rows = (await _journal.LoadAsync(lease, CancellationToken.None)).Steps;
        var lasts = rows.GroupBy(row => row.StepIndex).Select(attempts => attempts.Last()).ToList();
        var running = lasts.Find(row => row.Status == StepStatus.Running);
        if (running is not null && random.Next(4) > 0)
        {
            var status = (StepStatus[])[StepStatus.Passed, StepStatus.Failed, StepStatus.Broken, StepStatus.Unknown];
            var outcome = new StepOutcome(status[random.Next(4)], 1, new StepPayload());
            var written = await _journal.CompleteStepAsync(lease, running.StepIndex, "s", running.Attempt, outcome, CancellationToken.None);
            return written ? $"complete {lease.Epoch} {running.StepIndex}.{running.Attempt} {outcome.Status}" : "gone";
        }

        var retried = lasts.Find(row =>
            row is { Status: StepStatus.Broken, Attempt: < 3 } && row.StepIndex == lasts.Count - 1 && random.Next(2) == 0
        );
        if (running is null && retried is null && lasts.Count == Steps)
        {
            return $"finish {await FinishAsync(lease, RunVerdict.Of(lasts.Select(row => row.Status)))}" is "finish True"
                ? "finish True"
                : "gone";
        }

        var (step, attempt) =
            running is not null ? (running.StepIndex, running.Attempt)
            : retried is not null ? (retried.StepIndex, retried.Attempt + 1)
            : (lasts.Count, 1);
        return await StartAsync(lease, step, attempt);
    }

    private async Task<string> StartAsync(RunLease lease, int step, int attempt)
    {
        StepStarted? started;
        try
        {
            started = await _journal.StartStepAsync(lease, step, "s", attempt, CancellationToken.None);
        }
        catch (InvalidDataException)
        {
            // Another owner ended it after this one had read the journal: possible only without the fence.
            return "gone";
        }

        return started switch
        {
            null => "gone",
            { CancelRequested: true } => await FinishAsync(lease, RunStatus.Cancelled) ? "finish True" : "gone",
            _ => $"start {lease.Epoch} {step}.{attempt}, {started.Sends} sends",
        };
    }

    private Task<bool> FinishAsync(RunLease lease, RunStatus status) => _journal.FinishRunAsync(lease, status, CancellationToken.None);

    private async Task<long> LeftAsync(Guid tenant)
    {
        await using var command = _connection.CreateCommand(
            $"select count(*) from runs.test_run where tenant_id = '{tenant}' and status in ('PENDING','QUEUED','IN_PROGRESS')"
        );
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _connection.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
