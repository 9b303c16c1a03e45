using System.Text.Json.Nodes;

namespace Orchestra.Api.Tests.Scenarios;

/// <summary>Suites and scenarios that nobody generated.</summary>
internal sealed class HandmadeScenarioTests : ScenarioFixture
{
    [Test]
    public async Task A_suite_without_a_process_takes_scenarios_and_runs()
    {
        var suite = await Mine.Api.CreateAsync("/api/v1/suites", new { name = "by hand", specIds = new[] { Artifacts.Spec } });
        var created = await Mine.Api.CreateAsync($"/api/v1/suites/{suite["id"]}/scenarios", Body("first"));
        await Mine.Api.CreateAsync($"/api/v1/suites/{suite["id"]}/scenarios", Body("second"));

        var run = await Mine.Api.CreateAsync("/api/v1/suiteruns", new { suiteId = suite["id"], environmentId = Artifacts.Environment });
        var listed = (await Mine.Api.GetAsync($"/api/v1/suites/{suite["id"]}/scenarios")).Items;

        Assert.That(run["runIds"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That(listed.Select(item => (string?)item["key"]), Is.EqualTo(new[] { "first", "second" }));
        Assert.That((created["version"]!.GetValue<int>(), (string?)created["status"]), Is.EqualTo((1, "DRAFT")));
        Assert.That((await Mine.Api.ReadAsync($"/api/v1/suites/{suite["id"]}"))["processId"], Is.Null);
        Assert.That((await Mine.Api.PostAsync($"/api/v1/suites/{suite["id"]}/regenerate")).Status, Is.EqualTo(409));
    }

    [Test]
    public async Task A_key_is_taken_once_in_a_suite()
    {
        await Mine.Api.CreateAsync($"/api/v1/suites/{Artifacts.Suite}/scenarios", Body("mine"));
        var again = await Mine.Api.PostAsync($"/api/v1/suites/{Artifacts.Suite}/scenarios", Body("mine"));

        Assert.That((again.Status, again.Message), Is.EqualTo((409, "the suite has a scenario 'mine' already")));
    }

    [Test]
    public async Task The_limit_of_scenarios_counts_those_made_by_hand()
    {
        await Mine.ChangeSettingsAsync(settings => settings["maxScenariosPerTenant"] = 3);
        await Mine.Api.CreateAsync($"/api/v1/suites/{Artifacts.Suite}/scenarios", Body("third"));
        var fourth = await Mine.Api.PostAsync($"/api/v1/suites/{Artifacts.Suite}/scenarios", Body("fourth"));

        Assert.That((fourth.Status, fourth.Error), Is.EqualTo((409, "conflict")), fourth.Text);
        Assert.That((await Mine.Api.PostAsync("/api/v1/suites", new { name = "empty" })).Status, Is.EqualTo(201), "it adds none");
    }

    [Test]
    public async Task A_cycle_of_dependencies_is_refused_with_its_way()
    {
        var suite = $"/api/v1/suites/{Artifacts.Suite}/scenarios";
        var first = await Mine.Api.CreateAsync(suite, Body("a"));
        await Mine.Api.CreateAsync(suite, Body("b", "a"));
        await Mine.Api.CreateAsync(suite, Body("c", "b"));

        var refused = await ChangeAsync(
            body => body["dependsOn"] = new JsonArray(new JsonObject { ["scenarioKey"] = "c" }),
            path: $"/api/v1/scenarios/{first["id"]}"
        );

        Assert.That(refused.Status, Is.EqualTo(400), refused.Text);
        Assert.That(refused.Message, Does.Contain("a -> c -> b -> a"));
    }

    [Test]
    public async Task Faults_of_dependencies_name_their_place()
    {
        var body = Body("mine", "mine", "nowhere", "nowhere");
        body["dependsOn"]![1]!["onStatus"] = new JsonArray("PENDING");
        var refused = await Mine.Api.PostAsync($"/api/v1/suites/{Artifacts.Suite}/scenarios", body);

        Assert.That(refused.Status, Is.EqualTo(400), refused.Text);
        Assert.That(
            refused.Faults.Select(fault => fault.Path),
            Is.EqualTo(
                new[]
                {
                    "dependsOn[0].scenarioKey",
                    "dependsOn[1].scenarioKey",
                    "dependsOn[1].onStatus",
                    "dependsOn[2].scenarioKey",
                    "dependsOn[2].scenarioKey",
                }
            )
        );
    }

    [Test]
    public async Task Of_two_changes_at_once_that_close_a_cycle_one_is_refused()
    {
        var suite = $"/api/v1/suites/{Artifacts.Suite}/scenarios";
        var ids = new List<string>();
        foreach (var key in (string[])["a", "b"])
        {
            ids.Add((string)(await Mine.Api.CreateAsync(suite, Body(key)))["id"]!);
        }

        var answers = await Task.WhenAll(
            Mine.Api.SendAsync("PUT", $"/api/v1/scenarios/{ids[0]}", Body("a", "b").ToJsonString(), ("If-Match", "*")),
            Mine.Api.SendAsync("PUT", $"/api/v1/scenarios/{ids[1]}", Body("b", "a").ToJsonString(), ("If-Match", "*"))
        );

        Assert.That(answers.Select(answer => answer.Status), Is.EquivalentTo(new[] { 200, 400 }));
    }

    [Test]
    public async Task What_runs_take_comes_to_no_cycle_either()
    {
        var suite = $"/api/v1/suites/{Artifacts.Suite}/scenarios";
        var b = await Mine.Api.CreateAsync(suite, Body("b"));
        var a = $"/api/v1/scenarios/{(await Mine.Api.CreateAsync(suite, Body("a", "b")))["id"]}";
        await Mine.Api.PostAsync($"{a}/publish");
        await Mine.Api.SendAsync("PUT", a, Body("a").ToJsonString(), ("If-Match", "*"));

        // The draft of a waits for nobody any more, but runs still take the version that waits for b.
        var early = await Mine.Api.SendAsync("PUT", $"/api/v1/scenarios/{b["id"]}", Body("b", "a").ToJsonString(), ("If-Match", "*"));
        await Mine.Api.PostAsync($"{a}/publish");
        var later = await Mine.Api.SendAsync("PUT", $"/api/v1/scenarios/{b["id"]}", Body("b", "a").ToJsonString(), ("If-Match", "*"));
        var back = await Mine.Api.PostAsync($"{a}/deprecate");

        Assert.That(early.Status, Is.EqualTo(400), early.Text);
        Assert.That(later.Status, Is.EqualTo(200), later.Text);
        Assert.That((back.Status, back.Error), Is.EqualTo((409, "conflict")), back.Text);
        Assert.That(back.Message, Does.Contain("a -> b -> a"));
        Assert.That((await Mine.Api.ReadAsync(a))["runVersion"]!.GetValue<int>(), Is.EqualTo(2), "nothing is half done");
    }

    [Test]
    public async Task A_scenario_that_a_published_version_waits_for_is_not_deleted()
    {
        await EndAllRunsAsync();
        var suite = $"/api/v1/suites/{Artifacts.Suite}/scenarios";
        var b = await Mine.Api.CreateAsync(suite, Body("b"));
        var a = $"/api/v1/scenarios/{(await Mine.Api.CreateAsync(suite, Body("a", "b")))["id"]}";
        await Mine.Api.PostAsync($"{a}/publish");
        await Mine.Api.SendAsync("PUT", a, Body("a").ToJsonString(), ("If-Match", "*"));

        var early = await Mine.Api.SendAsync("DELETE", $"/api/v1/scenarios/{b["id"]}");
        await Mine.Api.PostAsync($"{a}/publish");
        var later = await Mine.Api.SendAsync("DELETE", $"/api/v1/scenarios/{b["id"]}");

        Assert.That((early.Status, later.Status), Is.EqualTo((409, 204)), early.Text + later.Text);
    }

    [Test]
    public async Task A_scenario_goes_unless_another_waits_for_it()
    {
        var suite = $"/api/v1/suites/{Artifacts.Suite}/scenarios";
        var first = await Mine.Api.CreateAsync(suite, Body("a"));
        var second = await Mine.Api.CreateAsync(suite, Body("b", "a"));
        await EndAllRunsAsync();

        var early = await Mine.Api.SendAsync("DELETE", $"/api/v1/scenarios/{first["id"]}");
        var later = await Mine.Api.SendAsync("DELETE", $"/api/v1/scenarios/{second["id"]}");
        var last = await Mine.Api.SendAsync("DELETE", $"/api/v1/scenarios/{first["id"]}");

        Assert.That((early.Status, early.Message), Is.EqualTo((409, "'b' depends on the scenario: change that first")));
        Assert.That((later.Status, last.Status), Is.EqualTo((204, 204)), later.Text);
        Assert.That((await Mine.Api.GetAsync($"/api/v1/scenarios/{first["id"]}")).Status, Is.EqualTo(404));
    }

    private static JsonObject Body(string key, params string[] dependsOn) =>
        new()
        {
            ["key"] = key,
            ["name"] = key,
            ["dependsOn"] = new JsonArray([.. dependsOn.Select(other => new JsonObject { ["scenarioKey"] = other })]),
            ["steps"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = "submit",
                    ["alias"] = "submit",
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
