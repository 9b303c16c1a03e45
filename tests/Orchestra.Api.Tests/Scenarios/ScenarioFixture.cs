using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;
using Orchestra.Testing.Waiting;

namespace Orchestra.Api.Tests.Scenarios;

/// <summary>A tenant of one's own for each test, with one of everything, and what tests of scenarios do again and again.</summary>
internal abstract class ScenarioFixture : ApiFixture
{
    private int _tenants;

    protected TenantApi Mine { get; private set; } = null!;

    protected TenantArtifacts Artifacts { get; private set; } = null!;

    protected string Scenario => $"/api/v1/scenarios/{Artifacts.Scenario}";

    [SetUp]
    public async Task FillAsync()
    {
        Mine = await Host.NewTenantAsync(Platform, $"scenarios {++_tenants}");
        Artifacts = await Mine.FillAsync();
    }

    /// <summary>Reads a scenario, changes its body and puts it back with the ETag that was read.</summary>
    protected async Task<ApiAnswer> ChangeAsync(Action<JsonObject> change, ApiClient? by = null, string? path = null)
    {
        var client = by ?? Mine.Api;
        var read = await client.GetAsync(path ?? Scenario);
        var body = read.Json["scenario"]!.AsObject();
        change(body);
        return await client.SendAsync("PUT", path ?? Scenario, body.ToJsonString(), ("If-Match", read.Headers.ETag!.Tag));
    }

    /// <summary>As the other, and demands 200.</summary>
    protected async Task<JsonObject> ChangedAsync(Action<JsonObject> change)
    {
        var answer = await ChangeAsync(change);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        return answer.Json;
    }

    /// <summary>Nothing is under way any more: what runs keep from being deleted may go.</summary>
    protected async Task EndAllRunsAsync()
    {
        await Mine.Api.CreateAsync($"/api/v1/testruns/{Artifacts.TestRun}/cancel");
        await Mine.Api.CreateAsync($"/api/v1/suiteruns/{Artifacts.SuiteRun}/cancel");
        await Eventually.IsTrueAsync(
            async () =>
                (string?)(await Mine.Api.ReadAsync($"/api/v1/suiteruns/{Artifacts.SuiteRun}"))["suiteRun"]!["status"] == "CANCELLED",
            TimeSpan.FromSeconds(10),
            "the suite run has ended"
        );
    }

    /// <summary>The version that a run takes when nobody names one.</summary>
    protected async Task<int> VersionOfRunAsync(object? scenario = null)
    {
        var run = await Mine.Api.CreateAsync(
            "/api/v1/testruns",
            scenario ?? new { scenarioId = Artifacts.Scenario, environmentId = Artifacts.Environment }
        );
        return (await Mine.Api.ReadAsync($"/api/v1/testruns/{run["id"]}"))["scenarioVersion"]!.GetValue<int>();
    }

    /// <summary>The data that a run was planned with.</summary>
    protected async Task<JsonObject> DataOfAsync(JsonObject run) =>
        JsonNode
            .Parse(await Database.ScalarAsync<string>($"select (plan -> 'data')::text from runs.run_plan where run_id = '{run["id"]}'"))!
            .AsObject();
}
