using System.Text.Json.Nodes;

namespace Orchestra.Api.Tests.Scenarios;

/// <summary>A plan says which plug-ins its steps need, and in which version.</summary>
internal sealed class PlanPluginTests : ScenarioFixture
{
    [Test]
    public async Task A_plan_names_the_plug_ins_of_its_steps_channels_and_no_other()
    {
        var first = await PluginsAsync(await VersionAsync(_ => { }));
        var second = await PluginsAsync(
            await VersionAsync(steps =>
            {
                Add(steps, "heard", "ASSERTION", "KAFKA");
                Add(steps, "heard_again", "ASSERTION", "KAFKA");
                Add(steps, "row", "ASSERTION", "DB");
                Add(steps, "all", "BARRIER", "GRPC");
            })
        );

        Assert.That(first, Is.EqualTo("""{"http":"1"}"""));
        Assert.That(second, Is.EqualTo("""{"db":"1","http":"1","kafka":"1"}"""));
    }

    private static void Add(JsonArray steps, string alias, string kind, string channel) =>
        steps.Add(
            new JsonObject
            {
                ["id"] = alias,
                ["alias"] = alias,
                ["name"] = alias,
                ["orderIndex"] = steps.Count,
                ["kind"] = kind,
                ["channelType"] = channel,
                ["action"] = new JsonObject(),
            }
        );

    private async Task<int> VersionAsync(Action<JsonArray> change) =>
        (await ChangedAsync(body => change(body["steps"]!.AsArray())))["version"]!.GetValue<int>();

    private async Task<string> PluginsAsync(int version)
    {
        var run = await Mine.Api.CreateAsync(
            "/api/v1/testruns",
            new
            {
                scenarioId = Artifacts.Scenario,
                environmentId = Artifacts.Environment,
                version,
            }
        );
        var plugins = JsonNode.Parse(
            await Database.ScalarAsync<string>($"select (plan -> 'plugins')::text from runs.run_plan where run_id = '{run["id"]}'")
        )!;
        return new JsonObject(
            plugins.AsObject().OrderBy(entry => entry.Key).Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone()))
        ).ToJsonString();
    }
}
