using System.Collections.Concurrent;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Leases;
using Orchestra.Runs.Scheduling;
using Orchestra.Testing.Builders;

namespace Orchestra.Runs.Tests.Leases;

/// <summary>Tenants take turns, whatever waits behind each of them.</summary>
internal sealed class FairTurnTests : LedgerFixture
{
    private const int Picks = 1_000;

    // Neither a long queue nor high priorities nor many slots nor being first bring a tenant more than its turn.
    private static readonly (int Backlog, int Priority, int Slots)[] Tenants =
    [
        (1_400, 9, 300),
        (500, 0, 40),
        (450, 3, 100),
        (450, -2, 20),
    ];

    [TestCase(1)]
    [TestCase(16)]
    public async Task With_work_waiting_no_tenant_gets_less_than_half_of_its_share_of_a_thousand_picks(int count)
    {
        var tenants = new List<Guid>();
        foreach (var (backlog, priority, slots) in Tenants)
        {
            tenants.Add(A.Id());
            await Database.App.GiveSlotsAsync(tenants[^1], slots);
            await AddAsync(tenants[^1], backlog, priority);
        }

        var picks = new ConcurrentQueue<Guid>();
        using var enough = new CancellationTokenSource();
        await PromoteAsync();
        var schedulers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => ScheduleAsync(enough.Token))).ToList();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => ExecuteAsync($"executor{i}", count, picks))));
        await enough.CancelAsync();
        await Task.WhenAll(schedulers);

        var picked = picks.Take(Picks).CountBy(tenant => tenant).ToDictionary();
        Assert.That(
            tenants.Select(tenant => picked.GetValueOrDefault(tenant)),
            Is.All.GreaterThanOrEqualTo(Picks / tenants.Count / 2),
            string.Join(", ", tenants.Select(tenant => picked.GetValueOrDefault(tenant)))
        );
    }

    [Test]
    public async Task Claims_of_one_run_go_round_the_tenants()
    {
        var tenants = new List<Guid> { Tenant, A.Id(), A.Id() };
        foreach (var tenant in tenants)
        {
            await Database.App.GiveSlotsAsync(tenant);
            await AcceptAsync(3, priority: tenants.IndexOf(tenant), tenant: tenant);
        }

        await PromoteAsync();
        var order = new List<Guid>();
        while (await ClaimAsync() is [var run])
        {
            order.Add(run.Lease.TenantId);
        }

        Assert.That(order, Has.Count.EqualTo(9));
        Assert.That(order.Chunk(3), Is.All.EquivalentTo(tenants));
    }

    [Test]
    public async Task A_claim_of_many_takes_equal_shares_and_fills_up_by_the_next_claim()
    {
        var few = A.Id();
        await Database.App.GiveSlotsAsync(few);
        await QueueAsync(20);
        await AcceptAsync(2, tenant: few);
        await PromoteAsync();

        var first = await ClaimAsync(count: 10);
        var second = await ClaimAsync(count: 3);

        Assert.That(first.Count(run => run.Lease.TenantId == few), Is.EqualTo(2));
        Assert.That(first.Count(run => run.Lease.TenantId == Tenant), Is.EqualTo(5));
        Assert.That(second.Select(run => run.Lease.TenantId), Is.EqualTo((Guid[])[Tenant, Tenant, Tenant]));
    }

    [Test]
    public async Task A_tenant_whose_runs_somebody_holds_does_not_hold_up_the_next()
    {
        var other = A.Id();
        await Database.App.GiveSlotsAsync(other);
        await QueueAsync();
        var free = await AcceptAsync(tenant: other);
        await PromoteAsync();

        var claimed = await WhileHeldAsync($"runs.test_run where tenant_id = '{Tenant}'", () => ClaimAsync());

        Assert.That(claimed.Select(run => run.Lease.RunId), Is.EqualTo(free));
    }

    [Test]
    public async Task Age_raises_priority()
    {
        var old = await AcceptAsync();
        await Database.ExecuteAsAdminAsync("update runs.test_run set created_at = created_at - interval '6 minutes'");
        var urgent = await AcceptAsync(priority: 5);
        var moreUrgent = await AcceptAsync(priority: 7);
        await PromoteAsync();

        var order = new List<Guid>();
        while (await ClaimAsync() is [var run])
        {
            order.Add(run.Lease.RunId);
        }

        Assert.That(order, Is.EqualTo((Guid[])[.. moreUrgent, .. old, .. urgent]));
    }

    private Task<long> PromoteAsync() => Scheduling.PromoteAsync(CancellationToken.None);

    private async Task ScheduleAsync(CancellationToken enough)
    {
        var store = new SchedulingStore(Database.Worker);
        while (!enough.IsCancellationRequested)
        {
            await store.PromoteAsync(CancellationToken.None);
        }
    }

    // A process of its own: it takes turns by itself.
    private async Task ExecuteAsync(string name, int count, ConcurrentQueue<Guid> picks)
    {
        var leases = new LeaseStore(Database.Worker);
        while (picks.Count < Picks)
        {
            foreach (var run in await leases.ClaimAsync(name, count, Ttl, CancellationToken.None))
            {
                picks.Enqueue(run.Lease.TenantId);
                await FinishAsync(run.Lease, RunStatus.Passed);
            }
        }
    }

    // As many rows as an Api would insert in minutes.
    private Task AddAsync(Guid tenant, int runs, int priority) =>
        Database.ExecuteAsAdminAsync(
            $$"""
            with added as (
                insert into runs.test_run (tenant_id, id, scenario_id, scenario_version, mode, status, priority, correlation_id, last_seq,
                    created_by, triggered_by)
                select '{{tenant}}', gen_random_uuid(), '{{tenant}}', 1, 'RUN_ALL_STEPS', 'PENDING', {{priority}}, 'c', 1, 'tester', 'test'
                from generate_series(1, {{runs}}) returning tenant_id, id),
            planned as (
                insert into runs.run_plan (tenant_id, run_id, schema_version, plan) select tenant_id, id, 1, '{}' from added)
            insert into runs.run_event (tenant_id, run_id, seq, type, payload)
            select tenant_id, id, 1, 'run:status', '{"status":"PENDING"}' from added
            """
        );
}
