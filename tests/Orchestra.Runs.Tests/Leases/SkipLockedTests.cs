using Npgsql;
using Orchestra.Runs.Leases;
using Orchestra.Testing.Builders;

namespace Orchestra.Runs.Tests.Leases;

/// <summary>Claimers, schedulers and reapers pass over what another transaction holds: without SKIP LOCKED each of these waits for it.</summary>
internal sealed class SkipLockedTests : LedgerFixture
{
    [Test]
    public async Task A_claim_passes_over_a_run_that_another_claimer_has_locked()
    {
        var runs = await QueueAsync(2);

        var claimed = await WhileHeldAsync(RowOf(runs[0]), () => ClaimAsync());

        Assert.That(claimed.Select(run => run.Lease.RunId), Is.EqualTo((Guid[])[runs[1]]));
    }

    [Test]
    public async Task Without_SKIP_LOCKED_a_claim_stands_behind_another_claimer()
    {
        var runs = await QueueAsync(2);
        await using var impatient = NpgsqlDataSource.Create($"{Database.WorkerConnectionString};Options=-c lock_timeout=300ms");
        var waiting = new LeaseStore(impatient, LeaseStore.ClaimSql.Replace(" skip locked", "", StringComparison.Ordinal));

        Assert.That(
            () => WhileHeldAsync(RowOf(runs[0]), () => waiting.ClaimAsync("waits", 1, Ttl, CancellationToken.None)),
            Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo("55P03")
        );
    }

    [Test]
    public async Task A_scheduler_passes_over_a_tenant_whose_slots_another_hands_out()
    {
        var other = A.Id();
        await Database.App.GiveSlotsAsync(other);
        await AcceptAsync(2);
        await AcceptAsync(3, tenant: other);

        var queued = await WhileHeldAsync(
            $"runs.tenant_slot where tenant_id = '{Tenant}'",
            () => Scheduling.PromoteAsync(CancellationToken.None)
        );

        Assert.That(queued, Is.EqualTo(3));
    }

    [Test]
    public async Task A_scheduler_passes_over_a_run_that_somebody_cancels()
    {
        var runs = await AcceptAsync(2);

        var queued = await WhileHeldAsync(RowOf(runs[0]), () => Scheduling.PromoteAsync(CancellationToken.None));

        Assert.That(queued, Is.EqualTo(1));
        Assert.That(await StatusAsync(runs[1]), Is.EqualTo("QUEUED"));
    }

    [Test]
    public async Task A_reaper_passes_over_a_run_that_another_takes()
    {
        await QueueAsync(2);
        var claimed = await ClaimAsync(count: 2);
        await LapseAsync(claimed[0].Lease.RunId);
        await LapseAsync(claimed[1].Lease.RunId);

        var reaped = await WhileHeldAsync(RowOf(claimed[0].Lease.RunId), () => Scheduling.ReapAsync(3, CancellationToken.None));

        Assert.That(reaped, Is.EqualTo(1));
        Assert.That(await StatusAsync(claimed[1].Lease.RunId), Is.EqualTo("QUEUED"));
    }

    private static string RowOf(Guid run) => $"runs.test_run where id = '{run}'";
}
