using System.Collections.Concurrent;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Leases;
using Orchestra.Testing.Builders;

namespace Orchestra.Runs.Tests.Leases;

internal sealed class ClaimTests : LedgerFixture
{
    [Test]
    public async Task Higher_priority_comes_first_then_the_older_run()
    {
        var low = await QueueAsync(2, priority: -1);
        var plain = await QueueAsync(2);
        var high = await QueueAsync(1, priority: 5);

        var claimed = new List<Guid>();
        while ((await ClaimAsync()) is [var run])
        {
            claimed.Add(run.Lease.RunId);
        }

        Assert.That(claimed, Is.EqualTo((Guid[])[.. high, .. plain, .. low]));
    }

    [Test]
    public async Task A_claim_takes_no_more_than_asked_and_carries_what_the_run_was_accepted_with()
    {
        var run = A.Run(mode: RunMode.StopOnFirstFailure) with { StartStepIndex = 3 };
        await Database.App.AcceptAsync(Tenant, run);
        await QueueAsync(2);

        var claimed = await ClaimAsync(count: 2);

        Assert.That(claimed, Has.Count.EqualTo(2));
        var first = claimed.Single(claim => claim.Lease.RunId == run.Id);
        Assert.Multiple(() =>
        {
            Assert.That(first.Lease.TenantId, Is.EqualTo(Tenant));
            Assert.That(first.Mode, Is.EqualTo(RunMode.StopOnFirstFailure));
            Assert.That(first.StartStepIndex, Is.EqualTo(3));
            Assert.That(first.CorrelationId, Is.EqualTo(run.CorrelationId));
            Assert.That(first.Attempt, Is.EqualTo(1));
        });
        Assert.That(await Database.ScalarAsync<long>("select count(*) from runs.test_run where status = 'QUEUED'"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_run_that_is_not_queued_is_not_claimed()
    {
        await AcceptAsync();

        Assert.That(await ClaimAsync(), Is.Empty);
    }

    [Test]
    public async Task Eight_claimers_share_the_runs_and_none_is_claimed_twice()
    {
        const int Runs = 160;
        await Database.App.GiveSlotsAsync(Tenant, Runs);
        await QueueAsync(Runs);
        var claims = new ConcurrentBag<(string Owner, ClaimedRun Run)>();

        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        while (await ClaimAsync($"claimer{i}", 3) is { Count: > 0 } batch)
                        {
                            foreach (var run in batch)
                            {
                                claims.Add(($"claimer{i}", run));
                            }
                        }
                    })
                )
        );

        Assert.That(claims.Select(claim => claim.Run.Lease.RunId), Is.Unique);
        Assert.That(claims, Has.Count.EqualTo(Runs));
        foreach (var (owner, run) in claims)
        {
            var locked = await Database.ScalarAsync<string>($"select locked_by from runs.test_run where id = '{run.Lease.RunId}'");
            Assert.That(locked, Is.EqualTo(owner), "the row names the one who was told that it is theirs");
        }
    }

    [Test]
    public async Task Each_claim_raises_the_epoch_and_keeps_the_first_start()
    {
        var first = await ClaimNewAsync();
        var second = await TakeOverAsync(first.Lease);
        var third = await TakeOverAsync(second.Lease, "third");

        Assert.Multiple(() =>
        {
            Assert.That(second.Lease.Epoch, Is.EqualTo(first.Lease.Epoch + 1));
            Assert.That(third.Lease.Epoch, Is.EqualTo(second.Lease.Epoch + 1));
            Assert.That(third.StartedAt, Is.EqualTo(first.StartedAt));
            Assert.That(third.Attempt, Is.EqualTo(3));
        });
    }

    [Test]
    public async Task After_a_restore_every_epoch_is_above_all_that_were_handed_out_before()
    {
        var before = await ClaimNewAsync();
        await Database.ExecuteAsAdminAsync("update runs.incarnation set number = number + 1");

        var after = await TakeOverAsync(before.Lease);

        Assert.That(before.Lease.Epoch >> 32, Is.EqualTo(after.Lease.Epoch >> 32 is var now ? now - 1 : 0));
        Assert.That(after.Lease.Epoch & 0xFFFFFFFF, Is.EqualTo(1), "the count starts again in the new incarnation");
    }
}
