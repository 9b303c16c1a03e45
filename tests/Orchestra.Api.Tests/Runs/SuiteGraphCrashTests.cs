using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;
using Orchestra.Contracts.Runs;
using Orchestra.Testing.Servers;
using Orchestra.Testing.Waiting;

namespace Orchestra.Api.Tests.Runs;

/// <summary>No Api lives between a run's end and the graph's next move.</summary>
[CancelAfter(60_000)]
internal sealed class SuiteGraphCrashTests
{
    [Test]
    public async Task The_next_Api_moves_the_graph_on_from_the_tables_alone(CancellationToken cancellationToken)
    {
        await using var database = await TestDatabase.CreateAsync();
        Guid first,
            second,
            suiteRun;
        FakeExecutor executor;
        await using (var host = await ApiHost.StartAsync(database))
        {
            var tenant = await host.NewTenantAsync(await host.PlatformAsync(), "crash");
            var mine = await tenant.FillAsync();
            await tenant.Api.PostAsync($"/api/v1/suiteruns/{mine.SuiteRun}/cancel");
            var suite = await tenant.Api.CreateAsync("/api/v1/suites", new { name = "two", specIds = new[] { mine.Spec } });
            await tenant.Api.CreateAsync($"/api/v1/suites/{suite["id"]}/scenarios", Scenario("a"));
            await tenant.Api.CreateAsync($"/api/v1/suites/{suite["id"]}/scenarios", Scenario("b", "a"));
            var started = await tenant.Api.CreateAsync(
                "/api/v1/suiteruns",
                new { suiteId = suite["id"], environmentId = mine.Environment }
            );
            suiteRun = started["id"]!.GetValue<Guid>();
            first = started["runIds"]![0]!.GetValue<Guid>();
            second = started["runIds"]![1]!.GetValue<Guid>();
            executor = await FakeExecutor.ClaimAsync(database, first, cancellationToken);
        }

        await executor.StepAsync(0);
        await executor.FinishAsync(RunStatus.Passed);
        Assert.That(await StatusAsync(database, second), Is.EqualTo("PENDING"));
        await using var next = await ApiHost.StartAsync(database);

        await Eventually.GetAsync(
            () => StatusAsync(database, second),
            status => status == "QUEUED",
            TimeSpan.FromSeconds(15),
            "the second run is queued"
        );
        executor = await FakeExecutor.ClaimAsync(database, second, cancellationToken);
        await executor.StepAsync(0);
        await executor.FinishAsync(RunStatus.Passed);
        await Eventually.GetAsync(
            () => database.ScalarAsync<string>($"select status from runs.suite_run where id = '{suiteRun}'"),
            status => status == "PASSED",
            TimeSpan.FromSeconds(15),
            "the suite run has ended"
        );
    }

    private static Task<string> StatusAsync(TestDatabase database, Guid run) =>
        database.ScalarAsync<string>($"select status from runs.test_run where id = '{run}'");

    private static JsonObject Scenario(string key, params string[] dependsOn) =>
        new()
        {
            ["key"] = key,
            ["name"] = key,
            ["dependsOn"] = new JsonArray([.. dependsOn.Select(other => new JsonObject { ["scenarioKey"] = other })]),
            ["steps"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = "step0",
                    ["alias"] = "step0",
                    ["name"] = "Submit",
                    ["endpointRef"] = new JsonObject
                    {
                        ["protocolId"] = "http",
                        ["serviceName"] = "loans",
                        ["endpointName"] = "POST /applications",
                    },
                }
            ),
        };
}
