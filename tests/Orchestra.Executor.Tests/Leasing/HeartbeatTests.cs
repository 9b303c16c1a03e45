using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestra.Contracts.Runs;
using Orchestra.Executor.Leasing;
using Orchestra.Runs.Intake;
using Orchestra.Testing.Builders;

namespace Orchestra.Executor.Tests.Leasing;

/// <summary>One heartbeat, asked directly.</summary>
internal sealed class HeartbeatTests : ExecutorFixture
{
    private LeaseRegistry Registry => App.Services.GetRequiredService<LeaseRegistry>();

    private HeartbeatService Heartbeat => App.Services.GetServices<IHostedService>().OfType<HeartbeatService>().Single();

    [Test]
    public async Task A_lease_that_somebody_else_has_now_is_lost_and_a_cancel_is_heard(CancellationToken cancellationToken)
    {
        var lost = await ClaimAsync(Step("one", "/a"));
        await TakeOverAsync(lost);
        var kept = await ClaimAsync(Step("one", "/a"));
        await Database.App.InTenantAsync(
            Tenant,
            async connection => await RunIntake.CancelAsync(connection, Tenant, kept.Lease.RunId, cancellationToken)
        );
        using var heldLost = Hold(lost);
        using var heldKept = Hold(kept);
        Registry.Add(heldLost);
        Registry.Add(heldKept);

        await Heartbeat.BeatOnceAsync(cancellationToken);

        Assert.That(heldLost.Lost.IsCancellationRequested, Is.True);
        Assert.That(heldKept.Lost.IsCancellationRequested, Is.False);
        Assert.That(heldKept.CancelRequested, Is.True);
        Assert.That(Registry.Held, Is.EqualTo((HeldLease[])[heldKept]));
        Registry.Remove(heldKept);
    }

    [Test]
    public async Task A_run_that_ends_while_the_heartbeat_is_under_way_costs_no_other_lease(CancellationToken cancellationToken)
    {
        var ended = await ClaimAsync(Step("one", "/a"));
        await Journal.FinishRunAsync(ended.Lease, RunStatus.Passed, cancellationToken);
        var heldEnded = Hold(ended);
        Registry.Add(heldEnded);
        heldEnded.Dispose();

        await Heartbeat.BeatOnceAsync(cancellationToken);

        Assert.That(Registry.Held, Is.Empty);
    }
}
