using System.Text.Json.Nodes;

namespace Orchestra.Api.Tests.Hosting;

/// <summary>A tenant and its administrator's client.</summary>
internal sealed record TenantApi(ApiClient Api, Guid TenantId, string Key)
{
    /// <summary>One of everything that a tenant can own.</summary>
    public async Task<TenantArtifacts> FillAsync(string mark = "a")
    {
        var process = await Api.CreateAsync(
            "/api/v1/processes",
            new
            {
                key = $"{mark}-process",
                sourceType = "BPMN",
                source = Sources.Bpmn,
            }
        );
        var spec = await Api.CreateAsync(
            "/api/v1/specs",
            new
            {
                protocolId = "http",
                serviceName = "loans",
                content = Sources.OpenApi,
            }
        );
        var approved = await DataSetAsync("approved", [$"{mark}-tag"], new JsonObject { ["amount"] = 100 });
        await DataSetAsync("rejected", [], new JsonObject { ["amount"] = 900 });
        await AllowLoopbackAsync();
        var (db, kafka, queue, auth) = (
            await ProfileAsync("db", Sources.DbProfile),
            await ProfileAsync("kafka", Sources.KafkaProfile),
            await ProfileAsync("queue", Sources.QueueProfile),
            await ProfileAsync("auth", Sources.AuthProfile)
        );
        var environment = await EnvironmentAsync("local", db);
        var suite = await Api.CreateAsync(
            "/api/v1/suites",
            new
            {
                processId = process["id"],
                specIds = new[] { spec["id"]!.GetValue<Guid>() },
                name = $"{mark} suite",
            }
        );
        var scenario = suite["scenarios"]![0]!["id"]!.GetValue<Guid>();
        await Api.CreateAsync(
            "/api/v1/datasets",
            new
            {
                name = "of the scenario",
                scenarioId = scenario,
                data = new { amount = 100 },
            }
        );
        var key = await Api.CreateAsync("/api/v1/apikeys", new { name = $"{mark} key", roles = new[] { "VIEWER" } });
        var member = await Api.CreateAsync("/api/v1/members", new { subject = $"{mark}@example.com", roles = new[] { "VIEWER" } });
        var secret = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await Api.CreateAsync("/api/v1/vault", new { name = $"{secret}", value = $"the secret of {mark}" });
        var run = await Api.CreateAsync("/api/v1/testruns", new { scenarioId = scenario, environmentId = environment });
        var suiteRun = await Api.CreateAsync("/api/v1/suiteruns", new { suiteId = suite["id"], environmentId = environment });
        return new TenantArtifacts(
            IdOf(process),
            IdOf(spec),
            IdOf(suite),
            scenario,
            environment,
            approved,
            IdOf(key),
            IdOf(run),
            IdOf(suiteRun),
            IdOf(member),
            secret,
            db,
            kafka,
            queue,
            auth
        );
    }

    public async Task<Guid> DataSetAsync(string name, string[] tags, JsonObject data) =>
        IdOf(
            await Api.CreateAsync(
                "/api/v1/datasets",
                new
                {
                    name,
                    tags,
                    data,
                }
            )
        );

    /// <param name="kind">db, kafka, queue or auth.</param>
    /// <param name="profile">What it says.</param>
    /// <param name="name">Its name.</param>
    public async Task<Guid> ProfileAsync(string kind, object profile, string name = "one") =>
        IdOf(await Api.CreateAsync($"/api/v1/{kind}-profiles", new { name, profile }));

    /// <param name="name">Its name.</param>
    /// <param name="db">The profile of its database, if it has one.</param>
    public async Task<Guid> EnvironmentAsync(string name, Guid? db = null) =>
        IdOf(
            await Api.CreateAsync(
                "/api/v1/environments",
                new
                {
                    name,
                    serviceUrls = new { loans = "http://127.0.0.1:9" },
                    dbProfiles = db is { } id ? new Dictionary<string, Guid> { ["loansDb"] = id } : null,
                    allow = new[] { "127.0.0.0/8" },
                }
            )
        );

    /// <summary>Opens loopback in the tenant's ceiling.</summary>
    public Task AllowLoopbackAsync() => ChangeSettingsAsync(settings => settings["outboundAllow"] = new JsonArray("127.0.0.0/8"));

    /// <summary>Reads the settings, changes them and writes them back.</summary>
    public async Task ChangeSettingsAsync(Action<JsonObject> change)
    {
        var read = await Api.GetAsync("/api/v1/tenants/current/settings");
        var settings = read.Json;
        change(settings);
        var answer = await Api.SendAsync(
            "PUT",
            "/api/v1/tenants/current/settings",
            settings.ToJsonString(),
            ("If-Match", read.Headers.ETag!.Tag)
        );
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
    }

    private static Guid IdOf(JsonObject created) => created["id"]!.GetValue<Guid>();
}
