using Orchestra.Contracts.Runs;

namespace Orchestra.Runs.Tests.Scheduling;

internal sealed class ReapTests : LedgerFixture
{
    [Test]
    public async Task A_lease_that_has_not_lapsed_is_left_alone()
    {
        var run = await ClaimNewAsync();

        Assert.That(await ReapAsync(), Is.Zero);
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("IN_PROGRESS"));
    }

    [Test]
    public async Task A_lapsed_run_is_queued_again_as_the_next_attempt_and_keeps_its_slot()
    {
        var run = await ClaimNewAsync();
        await LapseAsync(run.Lease.RunId);

        Assert.That(await ReapAsync(), Is.EqualTo(1));

        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("QUEUED"));
        Assert.That(await AttemptAsync(run.Lease.RunId), Is.EqualTo(2));
        Assert.That(await ActiveAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task After_the_last_attempt_a_run_is_stuck_and_its_slot_is_free()
    {
        var run = await ClaimNewAsync();
        for (var attempt = 1; attempt < 3; attempt++)
        {
            run = await TakeOverAsync(run.Lease);
        }

        await LapseAsync(run.Lease.RunId);
        await ReapAsync();

        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("FAILED_STUCK"));
        Assert.That(await AttemptAsync(run.Lease.RunId), Is.EqualTo(3));
        Assert.That(await ActiveAsync(), Is.Zero);
        Assert.That(await ClaimAsync(), Is.Empty);
    }

    [Test]
    public async Task A_lapsed_run_that_was_to_be_cancelled_is_cancelled()
    {
        var run = await ClaimNewAsync();
        await CancelAsync(run.Lease.RunId);
        await LapseAsync(run.Lease.RunId);

        await ReapAsync();

        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("CANCELLED"));
        Assert.That(await ActiveAsync(), Is.Zero);
    }

    [Test]
    public async Task Eight_reapers_at_once_take_each_lapsed_run_once()
    {
        for (var i = 0; i < 20; i++)
        {
            await LapseAsync((await ClaimNewAsync()).Lease.RunId);
        }

        var moved = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ReapAsync())));

        Assert.That(moved.Sum(), Is.EqualTo(20));
        Assert.That(await Database.ScalarAsync<int>("select max(attempt) from runs.test_run"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_finished_run_is_not_reaped()
    {
        var run = await ClaimNewAsync();
        await FinishAsync(run.Lease, RunStatus.Passed);
        await LapseAsync(run.Lease.RunId);

        Assert.That(await ReapAsync(), Is.Zero);
    }

    private Task<long> ReapAsync() => Scheduling.ReapAsync(3, CancellationToken.None);
}
