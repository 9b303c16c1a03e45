using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestra.Contracts.Bus;
using Orchestra.Contracts.Runs;
using Orchestra.Executor.Leasing;
using Orchestra.Runs.Intake;
using Orchestra.ServiceDefaults.Bus;
using Orchestra.Testing.Builders;
using Orchestra.Testing.Waiting;

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

        Heartbeat.BeatOnce();

        Assert.That(heldLost.Lost.IsCancellationRequested, Is.True);
        Assert.That(heldKept.Lost.IsCancellationRequested, Is.False);
        Assert.That(heldKept.CancelRequested, Is.True);
        Assert.That(Registry.Held, Is.EqualTo((HeldLease[])[heldKept]));
        Registry.Remove(heldKept);
    }

    [Test]
    public async Task A_cancel_is_heard_at_once_and_not_with_the_next_beat(CancellationToken cancellationToken)
    {
        await using var app = BuildExecutor(("Leases:Duration", "00:01:00"));
        var heartbeat = app.Services.GetServices<IHostedService>().OfType<HeartbeatService>().Single();
        var run = await ClaimAsync(Step("one", "/a"));
        using var held = Hold(run);
        app.Services.GetRequiredService<LeaseRegistry>().Add(held);
        await heartbeat.StartAsync(cancellationToken);
        await Database.App.InTenantAsync(
            Tenant,
            async connection => await RunIntake.CancelAsync(connection, Tenant, run.Lease.RunId, cancellationToken)
        );

        await Eventually.IsTrueAsync(
            () =>
            {
                app.Services.GetRequiredService<Signal<CancelsRequested>>().Set();
                return Task.FromResult(held.CancelRequested);
            },
            TimeSpan.FromSeconds(10),
            "the cancel is heard"
        );
        await heartbeat.StopAsync(cancellationToken);
    }

    [Test]
    public async Task A_run_that_ends_while_the_heartbeat_is_under_way_costs_no_other_lease(CancellationToken cancellationToken)
    {
        var ended = await ClaimAsync(Step("one", "/a"));
        await Journal.FinishRunAsync(ended.Lease, RunStatus.Passed, cancellationToken);
        var heldEnded = Hold(ended);
        Registry.Add(heldEnded);
        heldEnded.Dispose();

        Heartbeat.BeatOnce();

        Assert.That(Registry.Held, Is.Empty);
    }
}
