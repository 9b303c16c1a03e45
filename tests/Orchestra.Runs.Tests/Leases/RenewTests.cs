using Orchestra.Runs.Leases;

namespace Orchestra.Runs.Tests.Leases;

internal sealed class RenewTests : LedgerFixture
{
    [Test]
    public async Task A_heartbeat_prolongs_the_leases_of_their_newest_owner_only()
    {
        var stale = await ClaimNewAsync();
        var current = await TakeOverAsync(stale.Lease);
        await LapseAsync(current.Lease.RunId);

        var renewed = await RenewAsync(stale.Lease);
        var lapsed = await IsLapsedAsync(current.Lease.RunId);
        var own = await RenewAsync(current.Lease);

        Assert.Multiple(() =>
        {
            Assert.That(renewed, Is.Empty);
            Assert.That(lapsed, Is.True, "the stale owner's heartbeat must not prolong the other's lease");
            Assert.That(own.Keys, Is.EqualTo((Guid[])[current.Lease.RunId]));
        });
        Assert.That(await IsLapsedAsync(current.Lease.RunId), Is.False);
    }

    [Test]
    public async Task A_heartbeat_tells_which_runs_are_to_be_cancelled()
    {
        var kept = await ClaimNewAsync();
        var cancelled = await ClaimNewAsync();
        await CancelAsync(cancelled.Lease.RunId);

        var renewed = await RenewAsync(kept.Lease, cancelled.Lease);

        Assert.That(renewed[kept.Lease.RunId], Is.False);
        Assert.That(renewed[cancelled.Lease.RunId], Is.True);
    }

    [Test]
    public async Task A_finished_run_is_not_renewed()
    {
        var run = await ClaimNewAsync();
        await FinishAsync(run.Lease);

        Assert.That(await RenewAsync(run.Lease), Is.Empty);
    }

    [Test]
    public async Task A_lease_of_another_tenant_is_not_renewed_by_its_run_id()
    {
        var run = await ClaimNewAsync();

        Assert.That(await RenewAsync(run.Lease with { TenantId = Guid.Empty }), Is.Empty);
    }

    private Task<bool> IsLapsedAsync(Guid runId) =>
        Database.ScalarAsync<bool>($"select lock_until < now() from runs.test_run where id = '{runId}'");

    private async Task<IReadOnlyDictionary<Guid, bool>> RenewAsync(params RunLease[] leases)
    {
        await using var connection = await Database.Worker.OpenConnectionAsync();
        return LeaseStore.Renew(connection, leases, Ttl);
    }
}
