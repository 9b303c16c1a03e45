using Orchestra.Api.Tests.Hosting;
using Orchestra.LocalHost;
using Orchestra.Testing.Servers;
using Orchestra.Testing.Waiting;

namespace Orchestra.Api.Tests.Availability;

/// <summary>The database goes away under a running Api and comes back; it has a server of its own for that.</summary>
internal sealed class DatabaseOutageTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Test, CancelAfter(60_000)]
    public async Task Without_its_database_the_api_says_so_and_recovers_by_itself(CancellationToken cancellationToken)
    {
        await using var server = await PrivatePostgres.StartAsync(new PrivatePostgresOptions { Fsync = false }, cancellationToken);
        await using var database = await TestDatabase.CreateAsync(server.ConnectionString);
        await using var host = await ApiHost.StartAsync(database);
        var tenant = await host.NewTenantAsync(await host.PlatformAsync(), "first");
        var mine = await tenant.FillAsync();
        await server.StopAsync();

        var refused = new List<ApiAnswer>
        {
            await tenant.Api.GetAsync("/api/v1/processes"),
            await tenant.Api.GetAsync($"/api/v1/testruns/{mine.TestRun}"),
            await tenant.Api.GetAsync($"/api/v1/testruns/{mine.TestRun}/events"),
            await tenant.Api.PostAsync("/api/v1/datasets", new { name = "x", data = new { } }, ("Idempotency-Key", "k")),
            await tenant.Api.PostAsync($"/api/v1/testruns/{mine.TestRun}/cancel"),
        };
        var live = await host.Client().GetAsync("/health/live");
        var ready = await host.Client().GetAsync("/health/ready");
        await server.RestartAsync(cancellationToken: cancellationToken);
        await Eventually.IsTrueAsync(
            async () => (await tenant.Api.GetAsync($"/api/v1/processes/{mine.Process}")).Status == 200,
            Soon,
            "an answer after the restart"
        );
        await tenant.Api.CreateAsync("/api/v1/testruns", new { scenarioId = mine.Scenario, environmentId = mine.Environment });

        Assert.That(refused.Select(answer => (answer.Status, answer.Error)), Is.All.EqualTo((503, "service_unavailable")));
        Assert.That(refused.Select(answer => answer.Headers.RetryAfter?.ToString()), Is.All.EqualTo("2"));
        Assert.That(refused.Select(answer => answer.Message), Is.All.Contains("try again"));
        Assert.That((live.Status, ready.Status), Is.EqualTo((200, 503)));
        await Eventually.IsTrueAsync(
            async () => (await tenant.Api.GetAsync("/api/v1/testruns?status=QUEUED")).Items.Count == 4,
            Soon,
            "the scheduler working again"
        );
    }
}
