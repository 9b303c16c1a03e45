using Orchestra.Contracts.Runs;
using Orchestra.Runs.Journal;
using Orchestra.Runs.Leases;

namespace Orchestra.Runs.Tests.Journal;

/// <summary>Who does not hold the newest lease of a run under way writes nothing (F2, I3).</summary>
internal sealed class FenceTests : LedgerFixture
{
    // The product's fence without its epoch condition: what the cases are held against.
    private const string WithoutEpoch = "tenant_id = @tenant and id = @run and status = 'IN_PROGRESS' and @epoch > 0";

    private const string WithoutStatus = "tenant_id = @tenant and id = @run and lease_epoch = @epoch";

    [Test]
    public async Task A_stale_owner_can_neither_start_nor_complete_nor_finish()
    {
        var zombie = await ClaimNewAsync();
        await StartAsync(zombie.Lease);
        var current = await TakeOverAsync(zombie.Lease);
        await StartAsync(current.Lease);

        await AssertRefusedAsync(zombie.Lease, Journal);
    }

    [Test]
    public async Task Without_the_epoch_condition_the_stale_owner_would_write()
    {
        BrokenOnPurpose = true;
        var zombie = await ClaimNewAsync();
        await TakeOverAsync(zombie.Lease);
        var before = await ContentAsync(zombie.Lease.RunId);
        var unfenced = new JournalStore(Database.Worker, WithoutEpoch);

        Assert.That(await StartAsync(zombie.Lease, journal: unfenced), Is.Not.Null);
        Assert.That(await CompleteAsync(zombie.Lease, journal: unfenced), Is.True);
        Assert.That(await FinishAsync(zombie.Lease, journal: unfenced), Is.True);

        Assert.That(await ContentAsync(zombie.Lease.RunId), Is.Not.EqualTo(before));
    }

    [Test]
    public async Task A_stale_owner_is_refused_while_the_run_waits_for_the_next_one()
    {
        var zombie = await ClaimNewAsync();
        await LapseAsync(zombie.Lease.RunId);
        await Scheduling.ReapAsync(3, CancellationToken.None);

        await AssertRefusedAsync(zombie.Lease, Journal);
    }

    [TestCase(RunStatus.Passed)]
    [TestCase(RunStatus.Failed)]
    [TestCase(RunStatus.Broken)]
    [TestCase(RunStatus.Cancelled)]
    public async Task Nobody_writes_after_the_end(RunStatus end)
    {
        var run = await ClaimNewAsync();
        if (end is RunStatus.Failed or RunStatus.Broken)
        {
            await StartAsync(run.Lease);
            await CompleteAsync(run.Lease, end == RunStatus.Failed ? StepStatus.Failed : StepStatus.Broken);
        }

        await FinishAsync(run.Lease, end);

        await AssertRefusedAsync(run.Lease, Journal);
    }

    [Test]
    public async Task Without_the_status_condition_an_ended_run_would_change()
    {
        BrokenOnPurpose = true;
        var run = await ClaimNewAsync();
        await FinishAsync(run.Lease);

        Assert.That(await FinishAsync(run.Lease, RunStatus.Failed, new JournalStore(Database.Worker, WithoutStatus)), Is.True);
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("FAILED"));
    }

    [Test]
    public async Task A_guessed_epoch_or_another_tenant_is_refused()
    {
        var run = await ClaimNewAsync();

        await AssertRefusedAsync(run.Lease with { Epoch = run.Lease.Epoch + 1 }, Journal);
        await AssertRefusedAsync(run.Lease with { TenantId = Guid.Empty }, Journal);
    }

    [Test]
    public async Task A_move_that_the_table_of_states_does_not_hold_is_a_fault_of_ours()
    {
        var run = await ClaimNewAsync();

        Assert.That(() => FinishAsync(run.Lease, RunStatus.Skipped), Throws.InvalidOperationException);
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("IN_PROGRESS"));
    }

    private async Task AssertRefusedAsync(RunLease lease, JournalStore journal)
    {
        var before = await ContentAsync(lease.RunId);
        var slots = await ActiveAsync();

        Assert.That(await StartAsync(lease, journal: journal), Is.Null, "start");
        Assert.That(await StartAsync(lease, step: 7, journal: journal), Is.Null, "start of a new step");
        Assert.That(await CompleteAsync(lease, StepStatus.Failed, journal: journal), Is.False, "complete");
        Assert.That(await FinishAsync(lease, RunStatus.Failed, journal), Is.False, "finish");

        Assert.That(await ContentAsync(lease.RunId), Is.EqualTo(before), "not a byte of the run, its steps and its events may change");
        Assert.That(await ActiveAsync(), Is.EqualTo(slots));
    }
}
