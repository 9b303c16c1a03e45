using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;

namespace Orchestra.Api.Tests.Scenarios;

/// <summary>A suite follows its process, and what people made of it stays.</summary>
internal sealed class RegenerationTests : ScenarioFixture
{
    private string Suite => $"/api/v1/suites/{Artifacts.Suite}";

    [Test]
    public async Task Nothing_new_changes_nothing()
    {
        var answer = await RegenerateAsync();

        Assert.That(Counts(answer), Is.EqualTo((0, 0, 0, 2, 0)), answer.ToJsonString());
    }

    [Test]
    public async Task A_changed_task_makes_new_versions_of_the_scenarios_that_pass_it()
    {
        await ImportAsync(Sources.BpmnWith("name=\"Approve\"", "name=\"Approve it\""));

        var answer = await RegenerateAsync();

        Assert.That(answer["processVersion"]!.GetValue<int>(), Is.EqualTo(2));
        Assert.That(Counts(answer), Is.EqualTo((0, 0, 1, 1, 0)), answer.ToJsonString());
        Assert.That(answer["changed"]![0]!["version"]!.GetValue<int>(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_manual_step_and_a_generated_change_are_joined()
    {
        await ChangedAsync(body => Insert(body, 1, "checkedByHand"));
        await ImportAsync(Sources.BpmnWith("name=\"Submit\"", "name=\"Submit it\" orchestra:alias=\"submit\""));

        var answer = await RegenerateAsync();

        var steps = (await Mine.Api.ReadAsync(Scenario))["scenario"]!["steps"]!.AsArray();
        Assert.That(Counts(answer), Is.EqualTo((0, 0, 2, 0, 0)), answer.ToJsonString());
        Assert.That((string?)steps[0]!["name"], Is.EqualTo("Submit it"));
        Assert.That((string?)steps[1]!["alias"], Is.EqualTo("checkedByHand"));
        Assert.That(steps.Select(step => step!["orderIndex"]!.GetValue<int>()), Is.EqualTo(new[] { 0, 1, 2 }));
    }

    [Test]
    public async Task What_both_changed_is_listed_by_step_and_stays_as_the_person_made_it()
    {
        await ChangedAsync(body => body["steps"]![0]!["name"] = "Mine");
        await ImportAsync(Sources.BpmnWith("name=\"Submit\"", "name=\"Theirs\" orchestra:alias=\"submit\""));

        var answer = await RegenerateAsync();

        var conflict = answer["conflicts"]!.AsArray().Single()!;
        Assert.That(((string?)conflict["alias"], (string?)conflict["pointer"]), Is.EqualTo(("submit", "/name")), answer.ToJsonString());
        Assert.That($"{conflict["scenarioId"]}", Is.EqualTo($"{Artifacts.Scenario}"));
        Assert.That((string?)(await Mine.Api.ReadAsync(Scenario))["scenario"]!["steps"]![0]!["name"], Is.EqualTo("Mine"));
        Assert.That(Counts(await RegenerateAsync()), Is.EqualTo((0, 0, 0, 2, 0)), "a conflict is told once");
    }

    [Test]
    public async Task What_no_longer_fits_together_is_listed_by_its_step()
    {
        await ChangedAsync(body =>
        {
            Insert(body, 1, "checkedByHand");
            body["steps"]![1]!["action"]!["inputTemplate"]!["headers"] = new JsonObject { ["x"] = "{{steps.submit.response.body.id}}" };
        });
        await ImportAsync(Sources.BpmnWith("name=\"Submit\"", "name=\"Submit\" orchestra:alias=\"sent\""));

        var answer = await RegenerateAsync();

        var conflict = answer["conflicts"]!.AsArray().Single()!;
        Assert.That(((string?)conflict["alias"], $"{conflict["scenarioId"]}"), Is.EqualTo(("checkedByHand", $"{Artifacts.Scenario}")));
        Assert.That((string?)conflict["message"], Does.Contain("do not fit together").And.Contain("submit"));
    }

    [Test]
    public async Task A_suite_at_the_limit_may_change_its_scenarios_for_others()
    {
        await EndAllRunsAsync();
        await Mine.ChangeSettingsAsync(settings => settings["maxScenariosPerTenant"] = 2);
        await ImportAsync(
            Sources
                .BpmnWith("<bpmn:serviceTask id=\"Submit\"", "<bpmn:serviceTask id=\"Other\"")
                .Replace("\"Submit\" />", "\"Other\" />", StringComparison.Ordinal)
                .Replace("sourceRef=\"Submit\"", "sourceRef=\"Other\"", StringComparison.Ordinal)
        );

        Assert.That(Counts(await RegenerateAsync()), Is.EqualTo((2, 2, 0, 0, 0)));
    }

    [Test]
    public async Task Whoever_names_an_older_state_does_not_regenerate()
    {
        var read = await Mine.Api.GetAsync(Suite);
        await RegenerateAsync();

        var late = await Mine.Api.PostAsync($"{Suite}/regenerate", null, ("If-Match", read.Headers.ETag!.Tag));

        Assert.That((late.Status, late.Error), Is.EqualTo((412, "precondition_failed")), late.Text);
    }

    [Test]
    public async Task A_path_that_is_gone_takes_its_scenario_along_unless_a_person_changed_it()
    {
        await EndAllRunsAsync();
        await ChangedAsync(body => body["name"] = "mine");
        await ImportAsync(
            Sources
                .BpmnWith("<bpmn:serviceTask id=\"Submit\"", "<bpmn:serviceTask id=\"Other\"")
                .Replace("\"Submit\" />", "\"Other\" />", StringComparison.Ordinal)
                .Replace("sourceRef=\"Submit\"", "sourceRef=\"Other\"", StringComparison.Ordinal)
        );

        var answer = await RegenerateAsync();

        Assert.That(Counts(answer), Is.EqualTo((2, 1, 0, 1, 1)), answer.ToJsonString());
        Assert.That((string?)answer["conflicts"]![0]!["message"], Does.Contain("its path is gone"));
        Assert.That((await Mine.Api.GetAsync(Suite + "/scenarios")).Items, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_binding_holds_from_the_next_generation_on()
    {
        var read = await Mine.Api.GetAsync(Suite);
        var body = """{"bindings":{"Approve":"loans#reject"}}""";
        var put = await Mine.Api.SendAsync("PUT", Suite + "/bindings", body, ("If-Match", read.Headers.ETag!.Tag));
        var late = await Mine.Api.SendAsync("PUT", Suite + "/bindings", body, ("If-Match", read.Headers.ETag!.Tag));
        Assert.That((put.Status, late.Status), Is.EqualTo((200, 412)), put.Text);

        var first = await RegenerateAsync();
        await ImportAsync(Sources.BpmnWith("name=\"Submit\"", "name=\"Submit it\""));
        await RegenerateAsync();

        var changed = $"/api/v1/scenarios/{first["changed"]![0]!["id"]}";
        var step = (await Mine.Api.ReadAsync(changed))["scenario"]!["steps"]![1]!;
        Assert.That((string?)step["endpointRef"]!["endpointName"], Is.EqualTo("POST /rejections"));
        Assert.That((string?)step["binding"]!["source"], Is.EqualTo("OVERRIDE"));
        Assert.That((string?)(await Mine.Api.ReadAsync(Suite))["bindings"]!["Approve"], Is.EqualTo("loans#reject"));
    }

    [Test]
    public async Task A_locked_scenario_is_not_changed_by_another()
    {
        var key = await Mine.Api.CreateAsync("/api/v1/apikeys", new { name = "colleague", roles = new[] { "TEST_DESIGNER" } });
        await Host.Client((string)key["key"]!).PostAsync($"{Scenario}/lock");
        await ImportAsync(Sources.BpmnWith("name=\"Submit\"", "name=\"Submit it\""));

        var refused = await Mine.Api.PostAsync($"{Suite}/regenerate");

        Assert.That((refused.Status, refused.Error), Is.EqualTo((409, "conflict")), refused.Text);
        Assert.That((await Mine.Api.ReadAsync(Suite))["processVersion"]!.GetValue<int>(), Is.EqualTo(1), "nothing is half done");
        Assert.That((await Mine.Api.GetAsync($"{Scenario}/versions")).Items, Has.Count.EqualTo(1));
    }

    private async Task<JsonObject> RegenerateAsync()
    {
        var answer = await Mine.Api.PostAsync($"{Suite}/regenerate");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        return answer.Json;
    }

    private Task<JsonObject> ImportAsync(string source) =>
        Mine.Api.CreateAsync(
            "/api/v1/processes",
            new
            {
                key = "a-process",
                sourceType = "BPMN",
                source,
            }
        );

    private static (int Added, int Removed, int Changed, int Kept, int Conflicts) Counts(JsonObject answer)
    {
        return (Count("added"), Count("removed"), Count("changed"), Count("kept"), Count("conflicts"));

        int Count(string name) => answer[name]!.AsArray().Count;
    }

    private static void Insert(JsonObject body, int at, string alias)
    {
        var steps = body["steps"]!.AsArray();
        var added = steps[0]!.DeepClone();
        added["id"] = alias;
        added["alias"] = alias;
        steps.Insert(at, added);
        for (var i = 0; i < steps.Count; i++)
        {
            steps[i]!["orderIndex"] = i;
        }
    }
}
