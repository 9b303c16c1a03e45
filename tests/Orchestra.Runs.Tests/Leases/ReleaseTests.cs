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
}
