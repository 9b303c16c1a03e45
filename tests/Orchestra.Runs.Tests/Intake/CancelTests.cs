using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Intake;
using Orchestra.Testing.Builders;

namespace Orchestra.Runs.Tests.Intake;

internal sealed class CancelTests : LedgerFixture
{
    [Test]
    public async Task A_waiting_run_is_cancelled_at_once_and_is_never_claimed()
    {
        var pending = (await AcceptAsync()).Single();

        Assert.That(await CancelAsync(pending), Is.EqualTo(CancelOutcome.Cancelled));
        await Scheduling.PromoteAsync(CancellationToken.None);

        Assert.That(await ClaimAsync(), Is.Empty);
        Assert.That(await CancelAsync(pending), Is.EqualTo(CancelOutcome.AlreadyEnded));
        Assert.That(await ActiveAsync(), Is.Zero);
    }

    [Test]
    public async Task A_queued_run_gives_its_slot_back()
    {
        var queued = (await QueueAsync()).Single();

        Assert.That(await CancelAsync(queued), Is.EqualTo(CancelOutcome.Cancelled));
        Assert.That(await ActiveAsync(), Is.Zero);
    }

    [Test]
    public async Task A_run_under_way_is_asked_to_stop()
    {
        var run = await ClaimNewAsync();

        Assert.That(await CancelAsync(run.Lease.RunId), Is.EqualTo(CancelOutcome.Requested));
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("IN_PROGRESS"));
    }

    [Test]
    public async Task Another_tenants_run_reads_like_an_unknown_one_and_stays_as_it_was()
    {
        var run = (await QueueAsync()).Single();
        var before = await ContentAsync(run);

        Assert.That(await CancelAsync(run, A.Id()), Is.EqualTo(CancelOutcome.NotFound));
        Assert.That(await CancelAsync(A.Id()), Is.EqualTo(CancelOutcome.NotFound));
        Assert.That(await ContentAsync(run), Is.EqualTo(before));
    }

    [Test]
    public async Task Cancel_and_claim_at_once_leave_a_run_either_cancelled_or_asked_to_stop()
    {
        for (var i = 0; i < 50; i++)
        {
            var id = (await QueueAsync()).Single();
            var cancel = Task.Run(() => CancelAsync(id));
            var claim = Task.Run(() => ClaimAsync());
            await Task.WhenAll(cancel, claim);

            var claimed = await claim;
            Assert.That(await cancel, Is.EqualTo(claimed.Count == 0 ? CancelOutcome.Cancelled : CancelOutcome.Requested));
            if (claimed is [var run])
            {
                Assert.That(await StartAsync(run.Lease), Is.Not.Null.And.Property("CancelRequested").True);
                await FinishAsync(run.Lease, RunStatus.Cancelled);
            }
        }
    }

    [Test]
    public async Task A_suite_run_is_cancelled_with_all_its_runs()
    {
        var suite = A.Id();
        var runs = Enumerable.Range(0, 3).Select(i => A.Run() with { SuiteRunId = suite, SuiteIndex = i }).ToArray();
        var head = new NewSuiteRun(suite, A.Id(), "suite", "test", RunMode.RunAllSteps, new JsonObject(), "tester", runs);
        await Database.App.InTenantAsync(Tenant, connection => RunIntake.CreateAsync(connection, Tenant, head, CancellationToken.None));
        await Database.App.GiveSlotsAsync(Tenant, 2);
        await Scheduling.PromoteAsync(CancellationToken.None);
        var underWay = (await ClaimAsync()).Single();

        var outcome = CancelOutcome.NotFound;
        await Database.App.InTenantAsync(
            Tenant,
            async connection => outcome = await RunIntake.CancelSuiteAsync(connection, Tenant, suite, CancellationToken.None)
        );
        await FinishAsync(underWay.Lease, RunStatus.Cancelled);
        await Scheduling.AdvanceSuitesAsync(CancellationToken.None);

        Assert.That(outcome, Is.EqualTo(CancelOutcome.Requested));
        Assert.That(await Database.ScalarAsync<long>("select count(*) from runs.test_run where status = 'CANCELLED'"), Is.EqualTo(3));
        Assert.That(await Database.ScalarAsync<string>("select status from runs.suite_run"), Is.EqualTo("CANCELLED"));
        Assert.That(await ActiveAsync(), Is.Zero);
    }
}
