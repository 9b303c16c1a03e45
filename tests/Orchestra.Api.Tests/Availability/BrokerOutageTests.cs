using System.Diagnostics;
using Orchestra.Api.Tests.Hosting;
using Orchestra.Api.Tests.Runs;
using Orchestra.Contracts.Runs;
using Orchestra.Testing.Servers;
using Orchestra.Testing.Waiting;

namespace Orchestra.Api.Tests.Availability;

/// <summary>Messages are wake-ups: an Api that never meets its broker does all the same, by its sweeps.</summary>
internal sealed class BrokerOutageTests
{
    // Nothing listens there.
    private const string Nowhere = "amqp://nobody:nobody@127.0.0.1:1";

    [Test, CancelAfter(60_000)]
    public async Task Without_a_broker_the_api_starts_queues_streams_and_stops(CancellationToken cancellationToken)
    {
        await using var database = await TestDatabase.CreateAsync();
        var host = await ApiHost.StartAsync(database, messaging: Nowhere);
        var tenant = await host.NewTenantAsync(await host.PlatformAsync(), "first");
        var mine = await tenant.FillAsync();
        var ready = await host.Client().GetAsync("/health/ready");
        using var stream = await tenant.Api.OpenAsync($"/api/v1/testruns/{mine.TestRun}/events");
        var executor = await FakeExecutor.ClaimAsync(database, mine.TestRun, cancellationToken);
        await executor.StepAsync(0);
        await executor.FinishAsync(RunStatus.Passed);
        var events = await stream.ToEndAsync(cancellationToken);
        await Eventually.IsTrueAsync(
            async () => (await tenant.Api.GetAsync("/api/v1/testruns?status=QUEUED")).Items.Count == 2,
            TimeSpan.FromSeconds(10),
            "the suite's runs being queued"
        );
        var stopping = Stopwatch.StartNew();
        await host.DisposeAsync();

        Assert.That(ready.Status, Is.EqualTo(200), ready.Text);
        Assert.That(events[^1].Type, Is.EqualTo("run:complete"));
        Assert.That(stopping.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
    }
}
