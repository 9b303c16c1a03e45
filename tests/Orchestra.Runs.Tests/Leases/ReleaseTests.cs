using Orchestra.Runs.Leases;

namespace Orchestra.Runs.Tests.Leases;

internal sealed class ReleaseTests : LedgerFixture
{
    [Test]
    public async Task Giving_back_is_not_an_attempt_and_the_next_owner_gets_a_higher_epoch()
    {
        var run = await ClaimNewAsync();

        var given = await Leases.ReleaseAsync(run.Lease, CancellationToken.None);

        Assert.That(given, Is.True);
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("QUEUED"));
        Assert.That(await AttemptAsync(run.Lease.RunId), Is.EqualTo(1));
        var next = (await ClaimAsync("second")).Single();
        Assert.That(next.Lease.Epoch, Is.GreaterThan(run.Lease.Epoch));
        Assert.That(await ActiveAsync(), Is.EqualTo(1), "the run keeps its slot");
    }

    [Test]
    public async Task A_lost_lease_cannot_be_given_back()
    {
        var stale = await ClaimNewAsync();
        var current = await TakeOverAsync(stale.Lease);
        var before = await ContentAsync(current.Lease.RunId);

        Assert.That(await Leases.ReleaseAsync(stale.Lease, CancellationToken.None), Is.False);
        Assert.That(await ContentAsync(current.Lease.RunId), Is.EqualTo(before));
    }

    [Test]
    public async Task A_run_whose_owners_are_cut_off_is_given_back_without_an_attempt_but_not_for_ever()
    {
        var given = 0;
        for (var run = await ClaimNewAsync(); await Leases.HandBackAsync(run.Lease, CancellationToken.None); given++)
        {
            Assert.That(await AttemptAsync(run.Lease.RunId), Is.EqualTo(1));
            run = (await ClaimAsync()).Single();
        }

        Assert.That(given, Is.EqualTo(20));
        var held = await Database.ScalarAsync<Guid>("select id from runs.test_run where status = 'IN_PROGRESS'");
        await LapseAsync(held);
        await Scheduling.ReapAsync(3, CancellationToken.None);
        Assert.That(await AttemptAsync(held), Is.EqualTo(2), "what brings every owner down comes to an end");
    }

    [Test]
    public async Task Runs_of_a_claim_whose_answer_was_lost_go_back_and_no_others()
    {
        var before = await ClaimNewAsync();
        await Database.ExecuteAsAdminAsync("update runs.test_run set heartbeat_at = heartbeat_at - interval '1 minute'");
        var advanced = await ClaimNewAsync();
        var others = await ClaimNewAsync("second");
        var unheard = await ClaimNewAsync();

        var returned = await Leases.ReturnUnheardAsync("first", TimeSpan.FromSeconds(30), [advanced.Lease.RunId], CancellationToken.None);

        Assert.That(returned, Is.EqualTo(1));
        Assert.That(await StatusAsync(unheard.Lease.RunId), Is.EqualTo("QUEUED"));
        Assert.That(await AttemptAsync(unheard.Lease.RunId), Is.EqualTo(1));
        foreach (var run in (ClaimedRun[])[before, advanced, others])
        {
            Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("IN_PROGRESS"));
        }
    }
}
