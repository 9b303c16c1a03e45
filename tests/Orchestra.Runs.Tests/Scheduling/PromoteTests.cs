using Orchestra.Contracts.Runs;
using Orchestra.Runs.Scheduling;
using Orchestra.Testing.Builders;
using Orchestra.Testing.Invariants;

namespace Orchestra.Runs.Tests.Scheduling;

internal sealed class PromoteTests : LedgerFixture
{
    [Test]
    public async Task No_more_runs_are_queued_than_the_tenant_has_slots()
    {
        await Database.App.GiveSlotsAsync(Tenant, 3);
        await AcceptAsync(5);

        Assert.That(await PromoteAsync(), Is.EqualTo(3));
        Assert.That(await PromoteAsync(), Is.Zero);
    }

    [Test]
    public async Task The_highest_priority_is_queued_first_then_the_oldest()
    {
        await Database.App.GiveSlotsAsync(Tenant, 2);
        var old = await AcceptAsync();
        await AcceptAsync();
        var urgent = await AcceptAsync(priority: 1);

        await PromoteAsync();

        Assert.That((await ClaimAsync(count: 5)).Select(run => run.Lease.RunId), Is.EquivalentTo((Guid[])[.. urgent, .. old]));
    }

    [Test]
    public async Task Eight_schedulers_at_once_hand_out_each_slot_once()
    {
        var tenants = Enumerable.Range(1, 3).Select(slots => (Id: A.Id(), Slots: slots * 2)).ToList();
        foreach (var (id, slots) in tenants)
        {
            await Database.App.GiveSlotsAsync(id, slots);
            await AcceptAsync(10, tenant: id);
        }

        // Slots are locked by whoever is there first and skipped by the others, who come again: as the sweep does.
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        var store = new SchedulingStore(Database.Worker);
                        for (var pass = 0; pass < 10; pass++)
                        {
                            await store.PromoteAsync(CancellationToken.None);
                        }
                    })
                )
        );

        foreach (var (id, slots) in tenants)
        {
            var queued = await Database.ScalarAsync<long>(
                $"select count(*) from runs.test_run where tenant_id = '{id}' and status = 'QUEUED'"
            );
            Assert.That(queued, Is.EqualTo(slots));
            Assert.That(await ActiveAsync(id), Is.EqualTo(slots));
        }
    }

    [Test]
    public async Task A_run_that_ends_is_cancelled_or_is_stuck_makes_room_for_the_next()
    {
        await Database.App.GiveSlotsAsync(Tenant, 1);
        await AcceptAsync(4);
        await PromoteAsync();

        await FinishAsync((await ClaimAsync()).Single().Lease);
        Assert.That(await PromoteAsync(), Is.EqualTo(1), "after a finish");

        var cancelled = await Database.ScalarAsync<Guid>("select id from runs.test_run where status = 'QUEUED'");
        await CancelAsync(cancelled);
        Assert.That(await PromoteAsync(), Is.EqualTo(1), "after a cancel");

        var stuck = (await ClaimAsync()).Single();
        await LapseAsync(stuck.Lease.RunId);
        await Scheduling.ReapAsync(1, CancellationToken.None);
        Assert.That(await PromoteAsync(), Is.EqualTo(1), "after the last attempt");

        await FinishAsync((await ClaimAsync()).Single().Lease, RunStatus.Passed);
        Assert.That(await new LedgerInvariants(Database.Worker).BrokenAsync(idle: true), Is.Empty);
    }

    [Test]
    public async Task A_tenant_without_slots_waits_and_does_not_hold_up_others()
    {
        var other = A.Id();
        await AcceptAsync(tenant: other);
        await AcceptAsync();

        Assert.That(await PromoteAsync(), Is.EqualTo(1));
    }

    private Task<long> PromoteAsync() => Scheduling.PromoteAsync(CancellationToken.None);
}
