using Npgsql;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Intake;
using Orchestra.Runs.Journal;
using Orchestra.Runs.Leases;
using Orchestra.Runs.Scheduling;
using Orchestra.Testing.Builders;
using Orchestra.Testing.Invariants;
using Orchestra.Testing.Servers;
using Orchestra.Testing.Waiting;

namespace Orchestra.Runs.Tests;

/// <summary>A ledger of its own for each fixture, empty before each test and checked by its invariants after it.</summary>
[CancelAfter(60_000)]
internal abstract class LedgerFixture
{
    protected static readonly TimeSpan Ttl = TimeSpan.FromSeconds(30);

    protected TestDatabase Database { get; private set; } = null!;

    protected LeaseStore Leases { get; private set; } = null!;

    protected SchedulingStore Scheduling { get; private set; } = null!;

    protected JournalStore Journal { get; private set; } = null!;

    protected SuiteGraphStore Graph { get; private set; } = null!;

    /// <summary>A new tenant for each test, with 100 slots.</summary>
    protected Guid Tenant { get; private set; }

    /// <summary>Set by a control that breaks the ledger on purpose.</summary>
    protected bool BrokenOnPurpose { get; set; }

    [OneTimeSetUp]
    public async Task CreateDatabaseAsync()
    {
        Database = await TestDatabase.CreateAsync();
        Leases = new LeaseStore(Database.Worker);
        Scheduling = new SchedulingStore(Database.Worker);
        Journal = new JournalStore(Database.Worker);
        Graph = new SuiteGraphStore(Database.Worker);
    }

    [OneTimeTearDown]
    public async Task DropDatabaseAsync()
    {
        await Database.DisposeAsync();
    }

    [SetUp]
    public async Task EmptyAsync()
    {
        await Database.ExecuteAsAdminAsync(
            """
            truncate runs.suite_run, runs.test_run, runs.run_plan, runs.step_result, runs.run_event, runs.suite_run_event, runs.tenant_slot,
                runs.run_dependency, runs.suite_export, runs.artifact, runs.artifact_chunk
            """
        );
        BrokenOnPurpose = false;
        Tenant = A.Id();
        await Database.App.GiveSlotsAsync(Tenant);
    }

    [TearDown]
    public async Task CheckInvariantsAsync()
    {
        if (!BrokenOnPurpose)
        {
            Assert.That(await new LedgerInvariants(Database.Worker).BrokenAsync(idle: false), Is.Empty);
        }
    }

    /// <summary>Accepts runs; they are PENDING.</summary>
    protected async Task<Guid[]> AcceptAsync(int count = 1, int priority = 0, Guid? tenant = null)
    {
        var runs = Enumerable.Range(0, count).Select(_ => A.Run(priority: priority)).ToArray();
        foreach (var run in runs)
        {
            await Database.App.AcceptAsync(tenant ?? Tenant, run);
        }

        return [.. runs.Select(run => run.Id)];
    }

    /// <summary>Accepts runs and moves them to QUEUED.</summary>
    protected async Task<Guid[]> QueueAsync(int count = 1, int priority = 0)
    {
        var runs = await AcceptAsync(count, priority);
        await Scheduling.PromoteAsync(CancellationToken.None);
        return runs;
    }

    /// <summary>Accepts, queues and claims one run.</summary>
    protected async Task<ClaimedRun> ClaimNewAsync(string owner = "first")
    {
        await QueueAsync();
        return (await ClaimAsync(owner)).Single();
    }

    protected Task<IReadOnlyList<ClaimedRun>> ClaimAsync(string owner = "first", int count = 1) =>
        Leases.ClaimAsync(owner, count, Ttl, CancellationToken.None);

    /// <summary>Ends a lease in the database, as time would.</summary>
    protected Task LapseAsync(Guid runId) =>
        Database.ExecuteAsAdminAsync($"update runs.test_run set lock_until = now() - interval '1 second' where id = '{runId}'");

    /// <summary>Does something while somebody else's transaction holds these rows.</summary>
    protected async Task<T> WhileHeldAsync<T>(string rows, Func<Task<T>> work)
    {
        await using var holder = await Database.Owner.OpenConnectionAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand($"select from {rows} for update", holder);
        await hold.ExecuteNonQueryAsync();
        return await work();
    }

    /// <summary>Ends the sessions that wait for a lock, as if their connections had been cut; at least one must.</summary>
    protected Task<long> CutWaitersAsync() =>
        Eventually.GetAsync(
            () =>
                Database.ScalarAsync<long>(
                    """
                    select count(pg_terminate_backend(pid)) from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock'
                    """
                ),
            cut => cut > 0,
            TimeSpan.FromSeconds(10),
            "a statement waits for a lock"
        );

    /// <summary>Its executor fell silent, the reaper took the run, another one claimed it.</summary>
    protected async Task<ClaimedRun> TakeOverAsync(RunLease lease, string owner = "second")
    {
        await LapseAsync(lease.RunId);
        await Scheduling.ReapAsync(100, CancellationToken.None);
        return (await ClaimAsync(owner)).Single();
    }

    protected Task<string> StatusAsync(Guid runId) =>
        Database.ScalarAsync<string>($"select status from runs.test_run where id = '{runId}'");

    protected Task<int> AttemptAsync(Guid runId) => Database.ScalarAsync<int>($"select attempt from runs.test_run where id = '{runId}'");

    protected Task<int> ActiveAsync(Guid? tenant = null) =>
        Database.ScalarAsync<int>($"select active from runs.tenant_slot where tenant_id = '{tenant ?? Tenant}'");

    /// <summary>Everything of a run that a write would change, as one text.</summary>
    protected Task<string> ContentAsync(Guid runId) =>
        Database.ScalarAsync<string>(
            $"""
            select concat_ws(' | ', (select r::text from runs.test_run r where id = '{runId}'),
                (select string_agg(s::text, ';' order by step_index, attempt) from runs.step_result s where run_id = '{runId}'),
                (select string_agg(e::text, ';' order by seq) from runs.run_event e where run_id = '{runId}'))
            """
        );

    protected async Task<CancelOutcome> CancelAsync(Guid runId, Guid? tenant = null)
    {
        var outcome = CancelOutcome.NotFound;
        await Database.App.InTenantAsync(
            tenant ?? Tenant,
            async connection => outcome = await RunIntake.CancelAsync(connection, tenant ?? Tenant, runId, CancellationToken.None)
        );
        return outcome;
    }

    protected Task<StepStarted?> StartAsync(RunLease lease, int step = 0, int attempt = 1, JournalStore? journal = null) =>
        (journal ?? Journal).StartStepAsync(lease, step, $"s{step}", attempt, CancellationToken.None);

    protected Task<bool> CompleteAsync(
        RunLease lease,
        StepStatus status = StepStatus.Passed,
        int step = 0,
        int attempt = 1,
        JournalStore? journal = null,
        StepPayload? payload = null
    ) =>
        (journal ?? Journal).CompleteStepAsync(
            lease,
            step,
            $"s{step}",
            attempt,
            new StepOutcome(status, 1.5, payload ?? new StepPayload()),
            CancellationToken.None
        );

    protected Task<bool> FinishAsync(RunLease lease, RunStatus status = RunStatus.Passed, JournalStore? journal = null) =>
        (journal ?? Journal).FinishRunAsync(lease, status, CancellationToken.None);
}
