using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;
using Orchestra.Contracts.Runs;
using Orchestra.Testing.Waiting;

namespace Orchestra.Api.Tests.Runs;

/// <summary>Suite runs whose scenarios depend on each other, seen through the Api; two of it schedule at once, and the test plays the executor.</summary>
internal sealed class SuiteGraphRunTests : ApiFixture
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    private TenantArtifacts _mine = null!;
    private ApiHost _second = null!;

    [OneTimeTearDown]
    public async Task StopSecondAsync() => await _second.DisposeAsync();

    protected override async Task PrepareAsync()
    {
        _second = await ApiHost.StartAsync(Database);
        _mine = await Tenant.FillAsync();
        await Tenant.Api.PostAsync($"/api/v1/suiteruns/{_mine.SuiteRun}/cancel");
        await Tenant.ChangeSettingsAsync(settings => settings["maxParallelRuns"] = 100);
    }

    [Test]
    public async Task A_scenario_waits_for_the_one_that_it_depends_on_and_the_Api_says_so()
    {
        var run = await StartAsync(await SuiteAsync(Scenario("first"), Scenario("second", "first")));
        await IsAsync(run, "first QUEUED, second PENDING");

        var reason = (await Tenant.Api.ReadAsync($"/api/v1/testruns/{run["second"]}/why"))["reasons"]![0]!;
        Assert.That((string?)reason["code"], Is.EqualTo("DEPENDENCIES"));
        Assert.That((string?)reason["message"], Is.EqualTo("it depends on \"first\", which must end PASSED and is QUEUED"));
        await EndAsync(run["first"], RunStatus.Passed);

        await IsAsync(run, "first PASSED, second QUEUED");
    }

    [Test]
    public async Task What_was_skipped_says_why_everywhere_and_its_suite_run_ends_by_the_others()
    {
        var run = await StartAsync(await SuiteAsync(Scenario("first"), Scenario("second", "first"), Scenario("third", "second")));
        await EndAsync(run["first"], RunStatus.Failed);
        await IsAsync(run, "first FAILED, second SKIPPED, third SKIPPED");
        const string Why = "it depends on \"first\", which had to end PASSED and is FAILED";

        var second = await Tenant.Api.ReadAsync($"/api/v1/testruns/{run["second"]}");
        var why = await Tenant.Api.ReadAsync($"/api/v1/testruns/{run["second"]}/why");
        var report = (await Tenant.Api.ReadAsync($"/api/v1/suiteruns/{run.Id}/report"))["runs"]![1]!;
        var junit = await Tenant.Api.GetAsync($"/api/v1/suiteruns/{run.Id}/report?format=junit");

        Assert.That((string?)second["reason"], Is.EqualTo(Why));
        Assert.That((string?)why["reasons"]![0]!["message"], Is.EqualTo($"it has ended: SKIPPED: {Why}"));
        Assert.That((string?)report["reason"], Is.EqualTo(Why));
        Assert.That((string?)report["steps"]![0]!["status"], Is.EqualTo("SKIPPED"));
        Assert.That(
            junit.Text,
            Does.Contain("<skipped message=\"it depends on &quot;first&quot;, which had to end PASSED and is FAILED\"")
        );
        await HasEndedAsync(run, "FAILED");
    }

    [Test]
    public async Task Stop_on_failure_skips_what_has_not_begun()
    {
        var run = await StartAsync(
            await SuiteAsync(Scenario("bad"), Scenario("running"), Scenario("later", "running")),
            stopOnFailure: true
        );
        var running = await FakeExecutor.ClaimAsync(Database, run["running"], Deadline);
        await EndAsync(run["bad"], RunStatus.Failed);
        await IsAsync(run, "bad FAILED, running IN_PROGRESS, later SKIPPED");

        await running.StepAsync(0);
        await running.FinishAsync(RunStatus.Passed);

        await HasEndedAsync(run, "FAILED");
        Assert.That(await StatesAsync(run), Is.EqualTo("bad FAILED, running PASSED, later SKIPPED"));
        var shown = (await Tenant.Api.ReadAsync($"/api/v1/suiteruns/{run.Id}"))["suiteRun"]!;
        Assert.That((bool?)shown["stopOnFailure"], Is.True);
    }

    [Test]
    public async Task A_rerun_takes_what_did_not_pass_and_the_passed_is_given()
    {
        var run = await StartAsync(await SuiteAsync(Scenario("good"), Scenario("bad", "good"), Scenario("after", "bad")));
        await EndAsync(run["good"], RunStatus.Passed);
        await IsAsync(run, "good PASSED, bad QUEUED, after PENDING");
        var early = await Tenant.Api.PostAsync($"/api/v1/suiteruns/{run.Id}/rerun", new { failedOnly = true });
        Assert.That((early.Status, early.Message), Is.EqualTo((409, "the suite run has not ended: wait for its end, or cancel it")));
        await EndAsync(run["bad"], RunStatus.Broken);
        await HasEndedAsync(run, "BROKEN");

        var again = await RerunAsync(run, new { failedOnly = true });

        Assert.That(again.Runs.Keys, Is.EqualTo((string[])["bad", "after"]));
        await IsAsync(again, "bad QUEUED, after PENDING");
        var shown = (await Tenant.Api.ReadAsync($"/api/v1/suiteruns/{again.Id}"))["suiteRun"]!;
        Assert.That(shown["rerunOf"]!.GetValue<Guid>(), Is.EqualTo(run.Id));
        await EndAsync(again["bad"], RunStatus.Passed);
        await EndAsync(again["after"], RunStatus.Passed);
        await HasEndedAsync(again, "PASSED");
        var nothing = await Tenant.Api.PostAsync($"/api/v1/suiteruns/{again.Id}/rerun", new { failedOnly = true });
        Assert.That(nothing.Status, Is.EqualTo(409));
        Assert.That((await RerunAsync(again)).Runs.Keys, Is.EqualTo((string[])["bad", "after"]), "without a body all of it");
    }

    [Test]
    public async Task A_rerun_has_the_versions_and_settings_of_before_or_is_refused()
    {
        var suite = await SuiteAsync(Scenario("one"));
        var run = await StartAsync(suite, stopOnFailure: true);
        await EndAsync(run["one"], RunStatus.Failed);
        await HasEndedAsync(run, "FAILED");
        var id = (await Tenant.Api.ReadAsync($"/api/v1/testruns/{run["one"]}"))["scenarioId"]!;
        var read = await Tenant.Api.GetAsync($"/api/v1/scenarios/{id}");
        var body = read.Json["scenario"]!.AsObject();
        body["name"] = "changed";
        await Tenant.Api.SendAsync("PUT", $"/api/v1/scenarios/{id}", body.ToJsonString(), ("If-Match", read.Headers.ETag!.Tag));

        var again = await RerunAsync(run, new { failedOnly = true });

        var rerun = await Tenant.Api.ReadAsync($"/api/v1/testruns/{again.Runs.Values.Single()}");
        Assert.That((int?)rerun["scenarioVersion"], Is.EqualTo(1));
        Assert.That((bool?)(await Tenant.Api.ReadAsync($"/api/v1/suiteruns/{again.Id}"))["suiteRun"]!["stopOnFailure"], Is.True);
        await Tenant.Api.PostAsync($"/api/v1/suiteruns/{again.Id}/cancel");
        await HasEndedAsync(again, "CANCELLED");
        await Database.ExecuteAsAdminAsync($"delete from api.scenario_version where scenario_id = '{id}' and version = 1");
        var refused = await Tenant.Api.PostAsync($"/api/v1/suiteruns/{run.Id}/rerun");
        Assert.That((refused.Status, refused.Error), Is.EqualTo((409, "conflict")), refused.Text);
        Assert.That(refused.Message, Does.Contain($"version 1 of scenario {id} was deleted"));
    }

    [Test]
    public async Task A_suite_whose_scenario_depends_on_one_that_does_not_run_is_refused()
    {
        var inactive = Scenario("off");
        inactive["active"] = false;
        var suite = await SuiteAsync(inactive, Scenario("on", "off"));

        var refused = await Tenant.Api.PostAsync("/api/v1/suiteruns", new { suiteId = suite, environmentId = _mine.Environment });

        Assert.That(refused.Status, Is.EqualTo(400), refused.Text);
        Assert.That(refused.Message, Does.Contain("scenario 'on' depends on 'off', which no active scenario"));
    }

    [Test]
    public async Task The_events_of_a_suite_run_resume_without_gap_or_repeat()
    {
        var run = await StartAsync(await SuiteAsync(Scenario("only")));
        using var live = await Tenant.Api.OpenAsync($"/api/v1/suiteruns/{run.Id}/events");
        var executor = await FakeExecutor.ClaimAsync(Database, run["only"], Deadline);
        var begun = await TakeUntilAsync(live, "suite:status");
        await executor.StepAsync(0);
        await executor.FinishAsync(RunStatus.Passed);
        var rest = await live.ToEndAsync(Deadline);

        using var resumed = await Tenant.Api.OpenAsync($"/api/v1/suiteruns/{run.Id}/events", begun[^1].Id);
        Assert.That(await resumed.ToEndAsync(Deadline), Is.EqualTo(rest));
        var all = begun.Concat(rest).ToList();
        Assert.That(all.Select(item => item.Id), Is.EqualTo(Enumerable.Range(1, all.Count).Select(i => (long)i)));
        Assert.That(all[^1].Type, Is.EqualTo("suite:complete"));
        var end = JsonNode.Parse(all.Last(item => item.Type == "suite:run").Data)!;
        Assert.That((end["runId"]!.GetValue<Guid>(), (string?)end["status"]), Is.EqualTo((run["only"], "PASSED")));
    }

    private static async Task<IReadOnlyList<EventSource.Item>> TakeUntilAsync(EventSource stream, string type)
    {
        var taken = new List<EventSource.Item>();
        while (taken.Count == 0 || taken[^1].Type != type)
        {
            taken.AddRange(await stream.TakeAsync(1, Deadline));
        }

        return taken;
    }

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

    private async Task<Guid> SuiteAsync(params JsonObject[] scenarios)
    {
        var suite = await Tenant.Api.CreateAsync("/api/v1/suites", new { name = "a graph", specIds = new[] { _mine.Spec } });
        foreach (var scenario in scenarios)
        {
            await Tenant.Api.CreateAsync($"/api/v1/suites/{suite["id"]}/scenarios", scenario);
        }

        return suite["id"]!.GetValue<Guid>();
    }

    private async Task<StartedSuite> StartAsync(Guid suite, bool stopOnFailure = false) =>
        await NamedAsync(
            await Tenant.Api.CreateAsync(
                "/api/v1/suiteruns",
                new
                {
                    suiteId = suite,
                    environmentId = _mine.Environment,
                    stopOnFailure,
                }
            )
        );

    private async Task<StartedSuite> RerunAsync(StartedSuite run, object? body = null) =>
        await NamedAsync(await Tenant.Api.CreateAsync($"/api/v1/suiteruns/{run.Id}/rerun", body));

    private async Task<StartedSuite> NamedAsync(JsonObject started)
    {
        var runs = new Dictionary<string, Guid>();
        foreach (var id in started["runIds"]!.AsArray().Select(node => node!.GetValue<Guid>()))
        {
            runs[await Database.ScalarAsync<string>($"select plan ->> 'scenarioKey' from runs.run_plan where run_id = '{id}'")] = id;
        }

        return new StartedSuite(started["id"]!.GetValue<Guid>(), runs);
    }

    private async Task EndAsync(Guid run, RunStatus end)
    {
        var executor = await FakeExecutor.ClaimAsync(Database, run, Deadline);
        await executor.StepAsync(
            0,
            end switch
            {
                RunStatus.Failed => StepStatus.Failed,
                RunStatus.Broken => StepStatus.Broken,
                _ => StepStatus.Passed,
            }
        );
        await executor.FinishAsync(end);
    }

    private async Task<string> StatesAsync(StartedSuite run)
    {
        var states = new List<string>();
        foreach (var (name, id) in run.Runs)
        {
            states.Add($"{name} {(string?)(await Tenant.Api.ReadAsync($"/api/v1/testruns/{id}"))["status"]}");
        }

        return string.Join(", ", states);
    }

    private async Task IsAsync(StartedSuite run, string states) =>
        await Eventually.GetAsync(() => StatesAsync(run), actual => actual == states, Soon, states);

    private async Task HasEndedAsync(StartedSuite run, string status) =>
        await Eventually.GetAsync(
            async () => (string?)(await Tenant.Api.ReadAsync($"/api/v1/suiteruns/{run.Id}"))["suiteRun"]!["status"],
            actual => actual == status,
            Soon,
            $"the suite run being {status}"
        );

    private sealed record StartedSuite(Guid Id, IReadOnlyDictionary<string, Guid> Runs)
    {
        public Guid this[string name] => Runs[name];
    }
}
