using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;

namespace Orchestra.Api.Tests.Scenarios;

/// <summary>A scenario is changed by adding versions; runs take the latest published one.</summary>
internal sealed class ScenarioVersionTests : ScenarioFixture
{
    [Test]
    public async Task A_generated_scenario_is_a_good_one_and_writing_it_back_changes_nothing()
    {
        var answer = await ChangedAsync(_ => { });

        Assert.That(answer["version"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That((await Mine.Api.GetAsync($"{Scenario}/versions")).Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_change_makes_a_version_and_leaves_the_one_before()
    {
        var changed = await ChangedAsync(body => body["name"] = "renamed");

        Assert.That(changed["version"]!.GetValue<int>(), Is.EqualTo(2));
        Assert.That((string?)changed["status"], Is.EqualTo("DRAFT"));
        Assert.That((string?)(await Mine.Api.ReadAsync(Scenario))["scenario"]!["name"], Is.EqualTo("renamed"));
        Assert.That((string?)(await Mine.Api.ReadAsync($"{Scenario}/versions/1"))["scenario"]!["name"], Is.Not.EqualTo("renamed"));
        var line = (await Mine.Api.GetAsync($"/api/v1/suites/{Artifacts.Suite}/scenarios")).Items[0];
        Assert.That(((string?)line["name"], line["version"]!.GetValue<int>()), Is.EqualTo(("renamed", 2)));
    }

    [Test]
    public async Task Who_did_not_see_the_last_change_cannot_overwrite_it()
    {
        var read = await Mine.Api.GetAsync(Scenario);
        await ChangedAsync(body => body["name"] = "faster");

        var late = await Mine.Api.SendAsync("PUT", Scenario, read.Json["scenario"]!.ToJsonString(), ("If-Match", read.Headers.ETag!.Tag));

        Assert.That((late.Status, late.Error), Is.EqualTo((412, "precondition_failed")), late.Text);
        Assert.That((string?)(await Mine.Api.ReadAsync(Scenario))["scenario"]!["name"], Is.EqualTo("faster"));
    }

    [Test]
    public async Task Of_many_changes_at_once_one_wins()
    {
        var read = await Mine.Api.GetAsync(Scenario);
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i =>
                {
                    var body = read.Json["scenario"]!.DeepClone();
                    body["name"] = $"name {i}";
                    return Mine.Api.SendAsync("PUT", Scenario, body.ToJsonString(), ("If-Match", read.Headers.ETag!.Tag));
                })
        );

        Assert.That(answers.Select(answer => answer.Status).Order(), Is.EqualTo(new[] { 200, 412, 412, 412, 412, 412, 412, 412 }));
        Assert.That((await Mine.Api.GetAsync($"{Scenario}/versions")).Items, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Runs_take_the_latest_published_version_else_the_latest()
    {
        await ChangedAsync(body => body["name"] = "second");
        Assert.That(await VersionOfRunAsync(), Is.EqualTo(2), "nothing is published");

        await PostAsync("publish?version=1");
        Assert.That(await VersionOfRunAsync(), Is.EqualTo(1));

        await PostAsync("publish");
        Assert.That(await VersionOfRunAsync(), Is.EqualTo(2), "the later of two published ones");

        await PostAsync("deprecate");
        Assert.That(await VersionOfRunAsync(), Is.EqualTo(1));
        var suiteRun = await Mine.Api.CreateAsync(
            "/api/v1/suiteruns",
            new { suiteId = Artifacts.Suite, environmentId = Artifacts.Environment }
        );
        var runs = await Mine.Api.ReadAsync($"/api/v1/suiteruns/{suiteRun["id"]}");
        Assert.That(runs["runs"]![0]!["scenarioVersion"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_deprecated_version_runs_only_when_it_is_named()
    {
        await ChangedAsync(body => body["tags"] = new JsonArray("mine"));
        await PostAsync("deprecate");
        Assert.That(await VersionOfRunAsync(), Is.EqualTo(1), "the draft before");

        await PostAsync("deprecate?version=1");

        var byTag = await Mine.Api.PostAsync("/api/v1/testruns", new { scenarioTag = "mine", environmentId = Artifacts.Environment });
        var byId = await Mine.Api.PostAsync(
            "/api/v1/testruns",
            new { scenarioId = Artifacts.Scenario, environmentId = Artifacts.Environment }
        );
        var suiteRun = await Mine.Api.CreateAsync(
            "/api/v1/suiteruns",
            new { suiteId = Artifacts.Suite, environmentId = Artifacts.Environment }
        );
        Assert.That(byId.Status, Is.EqualTo(409), byId.Text);
        Assert.That(byId.Message, Does.Contain("is deprecated"));
        Assert.That(byTag.Status, Is.EqualTo(400), byTag.Text);
        Assert.That(suiteRun["runIds"]!.AsArray(), Has.Count.EqualTo(1), "the suite has two scenarios");
        Assert.That((await Mine.Api.ReadAsync(Scenario))["runVersion"], Is.Null);
        var named = new
        {
            scenarioId = Artifacts.Scenario,
            environmentId = Artifacts.Environment,
            version = 1,
        };
        Assert.That(await VersionOfRunAsync(named), Is.EqualTo(1));

        await ChangedAsync(body => body["name"] = "new");
        Assert.That(await VersionOfRunAsync(), Is.EqualTo(3), "a new draft is none of them");
    }

    [Test]
    public async Task A_run_keeps_the_version_that_it_was_planned_with()
    {
        var path = $"/api/v1/testruns/{Artifacts.TestRun}";
        await ChangedAsync(body => body["steps"]!.AsArray().RemoveAt(1));
        await PostAsync("publish");

        Assert.That((await Mine.Api.ReadAsync(path))["scenarioVersion"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That((await Mine.Api.ReadAsync($"{path}/report"))["steps"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_change_names_the_state_that_it_saw_and_other_changes_may()
    {
        var read = await Mine.Api.GetAsync(Scenario);
        var unnamed = await Mine.Api.SendAsync("PUT", Scenario, read.Json["scenario"]!.ToJsonString());
        await ChangedAsync(body => body["name"] = "faster");

        Assert.That((unnamed.Status, unnamed.Error), Is.EqualTo((428, "precondition_required")), unnamed.Text);
        foreach (var (method, path) in ((string, string)[])[("POST", "/publish"), ("POST", "/deprecate"), ("DELETE", "")])
        {
            var late = await Mine.Api.SendAsync(method, Scenario + path, (string?)null, ("If-Match", read.Headers.ETag!.Tag));
            Assert.That((late.Status, late.Error), Is.EqualTo((412, "precondition_failed")), $"{method} {path}: {late.Text}");
        }

        await PostAsync("publish");
    }

    [Test]
    public async Task An_inactive_scenario_stays_out_of_suite_runs_and_of_runs_by_tag()
    {
        await ChangedAsync(body =>
        {
            body["tags"] = new JsonArray("only-me");
            body["active"] = true;
        });
        var byTag = new { scenarioTag = "only-me", environmentId = Artifacts.Environment };
        Assert.That(await VersionOfRunAsync(byTag), Is.EqualTo(2));

        await ChangedAsync(body => body["active"] = false);

        var refused = await Mine.Api.PostAsync("/api/v1/testruns", byTag);
        var suiteRun = await Mine.Api.CreateAsync(
            "/api/v1/suiteruns",
            new { suiteId = Artifacts.Suite, environmentId = Artifacts.Environment }
        );
        Assert.That((refused.Status, refused.Message), Is.EqualTo((400, "no active scenario has the tag 'only-me'")));
        Assert.That(suiteRun["runIds"]!.AsArray(), Has.Count.EqualTo(1), "the suite has two scenarios");
        Assert.That(await VersionOfRunAsync(), Is.EqualTo(3), "by its id it runs");
    }

    [Test]
    public async Task A_draft_does_not_change_what_tags_find_while_another_version_is_published()
    {
        await ChangedAsync(body => body["tags"] = new JsonArray("stable"));
        await PostAsync("publish");
        await ChangedAsync(body => body["tags"] = new JsonArray("next"));

        Assert.That(await VersionOfRunAsync(new { scenarioTag = "stable", environmentId = Artifacts.Environment }), Is.EqualTo(2));
        var early = await Mine.Api.PostAsync("/api/v1/testruns", new { scenarioTag = "next", environmentId = Artifacts.Environment });
        Assert.That(early.Status, Is.EqualTo(400), early.Text);
    }

    [Test]
    public async Task A_diff_names_steps_by_alias_and_values_by_pointer()
    {
        await ChangedAsync(body =>
        {
            body["tags"] = new JsonArray("smoke");
            var steps = body["steps"]!.AsArray();
            var added = steps[0]!.DeepClone();
            added["id"] = "again";
            added["alias"] = "again";
            steps.Insert(0, added);
            steps[1]!["name"] = "Renamed";
            steps.RemoveAt(2);
            for (var i = 0; i < steps.Count; i++)
            {
                steps[i]!["orderIndex"] = i;
            }
        });

        var diff = (await Mine.Api.ReadAsync($"{Scenario}/diff"))["diff"]!;
        var reverse = (await Mine.Api.ReadAsync($"{Scenario}/diff?from=2&to=1"))["diff"]!;

        Assert.That(diff["added"]!.ToJsonString(), Is.EqualTo("""["again"]"""));
        Assert.That(diff["removed"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(reverse["removed"]!.ToJsonString(), Is.EqualTo("""["again"]"""));
        Assert.That(
            diff["changed"]!.ToJsonString(),
            Is.EqualTo("""[{"alias":"submit","changes":[{"pointer":"/name","from":"Submit","to":"Renamed"}]}]"""),
            "a place moved by another step is no change"
        );
        Assert.That((string?)diff["members"]![0]!["pointer"], Is.EqualTo("/tags/0"));
    }

    [Test]
    public async Task Every_fault_of_a_body_is_told_at_once()
    {
        var answer = await ChangeAsync(body =>
        {
            body["key"] = "another";
            var steps = body["steps"]!;
            steps[0]!["alias"] = "1st step";
            steps[0]!["orderIndex"] = 7;
            steps[0]!["endpointRef"]!["endpointName"] = "POST /nowhere";
            steps[0]!["action"]!["inputTemplate"]!["body"] = new JsonObject
            {
                ["a"] = "{{steps.later.response.body.id}}",
                ["b"] = "{{data.",
                ["c"] = "{{response.body.id}}",
            };
            steps[0]!["action"]!["meta"]!["timeoutMs"] = 0;
            steps[1]!["expectations"] = new JsonObject
            {
                ["expectedStatusCode"] = "9xx",
                ["businessRules"] = new JsonArray(
                    new JsonObject
                    {
                        ["left"] = "{{response.body.a}}",
                        ["op"] = "like",
                        ["right"] = 1,
                    }
                ),
                ["schemaRefs"] = new JsonArray("request"),
            };
        });

        Assert.That(answer.Status, Is.EqualTo(400), answer.Text);
        Assert.That(
            answer.Faults.Select(fault => fault.Path),
            Is.SupersetOf(
                new[]
                {
                    "key",
                    "steps[0].alias",
                    "steps[0].orderIndex",
                    "steps[0].endpointRef",
                    "steps[0].action.inputTemplate.body.a",
                    "steps[0].action.inputTemplate.body.b",
                    "steps[0].action.inputTemplate.body.c",
                    "steps[0].action.meta.timeoutMs",
                    "steps[1].expectations.expectedStatusCode",
                    "steps[1].expectations.businessRules[0].op",
                    "steps[1].expectations.schemaRefs[0]",
                }
            ),
            answer.Text
        );
    }

    [Test]
    public async Task A_step_reads_the_answers_of_earlier_steps()
    {
        await ChangedAsync(body =>
            body["steps"]![1]!["action"]!["inputTemplate"]!["headers"] = new JsonObject { ["x-id"] = "{{steps.submit.response.body.id}}" }
        );
    }

    [Test]
    public async Task A_lock_keeps_others_out_and_says_who_holds_it()
    {
        var colleague = await DesignerAsync("colleague");
        var held = await colleague.PostAsync($"{Scenario}/lock", new { expiresInMs = 60_000 });
        Assert.That(held.Status, Is.EqualTo(200), held.Text);
        var owner = (string)held.Json["owner"]!;

        var refused = await ChangeAsync(body => body["name"] = "mine");
        var allowed = await ChangeAsync(body => body["name"] = "theirs", colleague);

        Assert.That((refused.Status, refused.Error), Is.EqualTo((409, "conflict")), refused.Text);
        Assert.That(refused.Message, Does.Contain(owner).And.Contain((string)held.Json["until"]!));
        Assert.That(allowed.Status, Is.EqualTo(200), allowed.Text);
        foreach (var change in (string[])["lock", "publish", "deprecate"])
        {
            Assert.That((await Mine.Api.PostAsync($"{Scenario}/{change}")).Status, Is.EqualTo(409), change);
        }

        Assert.That((string?)(await Mine.Api.ReadAsync(Scenario))["lock"]!["owner"], Is.EqualTo(owner));
    }

    [Test]
    public async Task A_suite_with_a_scenario_that_another_has_locked_is_not_deleted()
    {
        await EndAllRunsAsync();
        var colleague = await DesignerAsync("colleague");
        await colleague.PostAsync($"{Scenario}/lock");

        var refused = await Mine.Api.SendAsync("DELETE", $"/api/v1/suites/{Artifacts.Suite}");
        var allowed = await colleague.SendAsync("DELETE", $"/api/v1/suites/{Artifacts.Suite}");

        Assert.That((refused.Status, refused.Error), Is.EqualTo((409, "conflict")), refused.Text);
        Assert.That(allowed.Status, Is.EqualTo(204), allowed.Text);
    }

    [Test]
    public async Task A_lock_ends_by_its_owner_by_an_administrator_or_by_time()
    {
        var first = await DesignerAsync("first");
        var second = await DesignerAsync("second");
        await first.PostAsync($"{Scenario}/lock");
        Assert.That((await second.PostAsync($"{Scenario}/unlock")).Status, Is.EqualTo(409));
        Assert.That((await first.PostAsync($"{Scenario}/unlock")).Status, Is.EqualTo(204));
        Assert.That((await second.PostAsync($"{Scenario}/lock")).Status, Is.EqualTo(200));
        Assert.That((await Mine.Api.PostAsync($"{Scenario}/unlock")).Status, Is.EqualTo(204), "an administrator");
        Assert.That((await first.PostAsync($"{Scenario}/lock")).Status, Is.EqualTo(200));

        await Database.ExecuteAsAdminAsync(
            "update api.test_scenario set locked_until = now() - interval '1 second' where locked_by is not null"
        );

        Assert.That((await Mine.Api.ReadAsync(Scenario))["lock"], Is.Null);
        Assert.That((await ChangeAsync(body => body["name"] = "free", second)).Status, Is.EqualTo(200));
    }

    private async Task<ApiClient> DesignerAsync(string name)
    {
        var created = await Mine.Api.CreateAsync("/api/v1/apikeys", new { name, roles = new[] { "TEST_DESIGNER" } });
        return Host.Client((string)created["key"]!);
    }

    private async Task PostAsync(string action)
    {
        var answer = await Mine.Api.PostAsync($"{Scenario}/{action}");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
    }
}
