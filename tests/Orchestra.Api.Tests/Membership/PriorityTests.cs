using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;
using Orchestra.Api.Tests.Scenarios;

namespace Orchestra.Api.Tests.Membership;

/// <summary>The tenant's priorities: what a run has that names none, and the most it may have.</summary>
internal sealed class PriorityTests : ScenarioFixture
{
    [Test]
    public async Task A_run_that_names_no_priority_has_the_tenants()
    {
        await Mine.ChangeSettingsAsync(settings => settings["priorities"] = new JsonObject { ["default"] = 3, ["max"] = 5 });

        var plain = await StartAsync(null);
        var named = await StartAsync(1);
        var suite = await Mine.Api.CreateAsync(
            "/api/v1/suiteruns",
            new { suiteId = Artifacts.Suite, environmentId = Artifacts.Environment }
        );

        Assert.That((await PriorityAsync(plain.Json["id"]), await PriorityAsync(named.Json["id"])), Is.EqualTo((3, 1)));
        foreach (var run in suite["runIds"]!.AsArray())
        {
            Assert.That(await PriorityAsync(run), Is.EqualTo(3));
        }
    }

    [Test]
    public async Task A_run_cannot_ask_for_more_than_the_tenant_allows()
    {
        await Mine.ChangeSettingsAsync(settings => settings["priorities"] = new JsonObject { ["default"] = 0, ["max"] = 5 });

        var most = await StartAsync(5);
        var more = await StartAsync(6);

        Assert.That((most.Status, more.Status), Is.EqualTo((202, 400)));
        Assert.That(
            (more.Faults.Single().Path, more.Message),
            Is.EqualTo(("priority", "priority must be from 0 to 5, the most that the tenant's settings allow"))
        );
    }

    [Test]
    public async Task Settings_without_priorities_mean_the_usual_ones()
    {
        await Mine.ChangeSettingsAsync(settings => settings["priorities"] = new JsonObject { ["default"] = 3, ["max"] = 5 });
        await Mine.ChangeSettingsAsync(settings => settings.Remove("priorities"));

        Assert.That(
            (await Mine.Api.ReadAsync("/api/v1/tenants/current/settings"))["priorities"]!.ToJsonString(),
            Is.EqualTo("""{"default":0,"max":9}""")
        );
    }

    [Test]
    public async Task A_tenant_can_allow_none_at_all()
    {
        await Mine.ChangeSettingsAsync(settings => settings["priorities"] = new JsonObject { ["default"] = 0, ["max"] = 0 });

        Assert.That((await StartAsync(1)).Status, Is.EqualTo(400));
        Assert.That((await StartAsync(null)).Status, Is.EqualTo(202));
    }

    private Task<ApiAnswer> StartAsync(int? priority) =>
        Mine.Api.PostAsync(
            "/api/v1/testruns",
            new
            {
                scenarioId = Artifacts.Scenario,
                environmentId = Artifacts.Environment,
                priority,
            }
        );

    private async Task<int> PriorityAsync(JsonNode? run) => (int)(await Mine.Api.ReadAsync($"/api/v1/testruns/{run}"))["priority"]!;
}
