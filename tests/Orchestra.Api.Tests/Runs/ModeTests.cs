using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;
using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Tests.Runs;

/// <summary>Runs of one step, runs from a step of an earlier run, and runs that run again.</summary>
internal sealed class ModeTests : ApiFixture
{
    private TenantArtifacts _mine = null!;

    protected override async Task PrepareAsync() => _mine = await Tenant.FillAsync();

    [Test]
    public async Task A_run_of_one_step_freezes_its_context_and_shows_the_others_as_no_part_of_it()
    {
        var alias = await AliasAsync();
        var run = await Tenant.Api.CreateAsync(
            "/api/v1/testruns",
            new
            {
                scenarioId = _mine.Scenario,
                environmentId = _mine.Environment,
                mode = "SINGLE_STEP",
                startStepIndex = 1,
                context = new JsonObject
                {
                    ["steps"] = new JsonObject
                    {
                        [alias] = JsonNode.Parse("""{"response":{"statusCode":201,"headers":{"Location":"/a/1"},"body":{"id":"x"}}}"""),
                    },
                    ["data"] = new JsonObject { ["amount"] = 5 },
                },
            }
        );
        var plan = await PlanAsync(run);
        var report = await Tenant.Api.ReadAsync($"/api/v1/testruns/{run["id"]}/report");

        Assert.That(plan["data"]!["amount"]!.GetValue<int>(), Is.EqualTo(5));
        Assert.That(plan["initialContext"]!["steps"]![alias]!["response"]!["headers"]!["location"]!.GetValue<string>(), Is.EqualTo("/a/1"));
        Assert.That(StatusesOf(report), Is.EqualTo((string[])["SKIPPED", "PENDING"]));
        Assert.That(ReasonOf(report, 0), Is.EqualTo("not part of this run: it runs step 1 alone"));
    }

    [Test]
    public async Task A_run_from_a_step_brings_the_earlier_results_and_its_whole_plan()
    {
        var alias = await AliasAsync();
        var earlier = await EndedAsync(StepStatus.Passed);
        var before = await PlanAsync(earlier);
        const string Answer = """{"response":{"statusCode":201,"headers":{"set-cookie":"•••","x":"y"},"body":{"id":"x1"}}}""";
        await Database.ExecuteAsAdminAsync(
            $"update runs.step_result set payload = payload || '{Answer}' where run_id = '{earlier["id"]}' and step_index = 0"
        );

        var run = await Tenant.Api.CreateAsync($"/api/v1/testruns/{earlier["id"]}/rerun", new { fromStep = 1 });
        var plan = await PlanAsync(run);
        var read = await Tenant.Api.ReadAsync($"/api/v1/testruns/{run["id"]}");
        var report = await Tenant.Api.ReadAsync($"/api/v1/testruns/{run["id"]}/report");

        var initial = plan["initialContext"]!;
        Assert.That((read["mode"]!.GetValue<string>(), read["startStepIndex"]!.GetValue<int>()), Is.EqualTo(("FROM_STEP", 1)));
        Assert.That(initial["steps"]![alias]!["response"]!["body"]!["id"]!.GetValue<string>(), Is.EqualTo("x1"));
        Assert.That(
            initial["steps"]![alias]!["response"]!["headers"]!.AsObject().Select(header => header.Key),
            Is.EqualTo((string[])["x"]),
            "a mask is no value"
        );
        Assert.That(initial["steps"]![alias]!["exports"]!["note"]!.GetValue<string>(), Does.StartWith("line one"));
        Assert.That($"{initial["withheld"]![0]}", Is.EqualTo($"$['steps']['{alias}']['response']['headers']['set-cookie']"));
        Assert.That(ReasonOf(report, 0), Is.EqualTo($"not part of this run: its result is that of run {earlier["id"]}"));
        Assert.That(JsonNode.DeepEquals(plan["data"], before["data"]) && JsonNode.DeepEquals(plan["environment"], before["environment"]));
        Assert.That(plan["seed"]!.GetValue<long>(), Is.Not.EqualTo(before["seed"]!.GetValue<long>()));
    }

    [TestCase(StepStatus.Failed, "is FAILED")]
    [TestCase(StepStatus.Skipped, "is SKIPPED")]
    [TestCase(null, "did not run")]
    public async Task A_step_that_did_not_pass_stands_in_the_way_of_those_after_it(StepStatus? status, string says)
    {
        var alias = await AliasAsync();
        var earlier = await EndedAsync(status);

        var answer = await FromAsync(earlier);

        Assert.That(answer.Status, Is.EqualTo(400), answer.Text);
        Assert.That(answer.Faults.Single().Path, Is.EqualTo("startStepIndex"));
        Assert.That(answer.Message, Does.Contain($"step 0 '{alias}' {says}").And.EndWith("start there or before it"));
    }

    [Test]
    public async Task A_run_that_has_not_ended_has_no_results_to_use()
    {
        var run = await NewRunAsync();

        var answer = await FromAsync(run);

        Assert.That(answer.Status, Is.EqualTo(409), answer.Text);
        Assert.That(answer.Message, Does.Contain("once it has ended"));
    }

    [Test]
    public async Task What_was_reused_once_is_reused_by_the_next_run_too()
    {
        var alias = await AliasAsync();
        var first = await EndedAsync(StepStatus.Flaky);
        var second = (await FromAsync(first)).Json;
        var executor = await FakeExecutor.ClaimAsync(Database, second["id"]!.GetValue<Guid>(), Deadline);
        await executor.StepAsync(1, StepStatus.Failed);
        await executor.FinishAsync(RunStatus.Failed);

        var third = await FromAsync(second);

        Assert.That(third.Status, Is.EqualTo(202), third.Text);
        Assert.That((await PlanAsync(third.Json))["initialContext"]!["steps"]![alias], Is.Not.Null);
    }

    [Test]
    public async Task A_run_again_keeps_its_mode_and_place_and_never_reaches_what_was_closed_since()
    {
        var other = await Host.NewTenantAsync(Platform, "closed");
        var theirs = await other.FillAsync();

        var again = await other.Api.PostAsync($"/api/v1/testruns/{theirs.TestRun}/rerun", new { });
        await other.ChangeSettingsAsync(settings => settings["outboundAllow"] = new JsonArray("10.0.0.0/8"));
        var closed = await other.Api.PostAsync($"/api/v1/testruns/{theirs.TestRun}/rerun", new { });
        await other.AllowLoopbackAsync();
        await Database.ExecuteAsAdminAsync($"update api.environment set name = 'elsewhere' where id = '{theirs.Environment}'");
        var gone = await other.Api.PostAsync($"/api/v1/testruns/{theirs.TestRun}/rerun", new { });

        Assert.That((again.Status, closed.Status, gone.Status), Is.EqualTo((202, 400, 409)), closed.Text + gone.Text);
        Assert.That(
            (await other.Api.ReadAsync($"/api/v1/testruns/{again.Json["id"]}"))["mode"]!.GetValue<string>(),
            Is.EqualTo("RUN_ALL_STEPS")
        );
        Assert.That(gone.Message, Does.Contain("'local'"));
    }

    private async Task<JsonObject> NewRunAsync() =>
        await Tenant.Api.CreateAsync("/api/v1/testruns", new { scenarioId = _mine.Scenario, environmentId = _mine.Environment });

    // Ended, with its first step as told.
    private async Task<JsonObject> EndedAsync(StepStatus? first)
    {
        var run = await NewRunAsync();
        var executor = await FakeExecutor.ClaimAsync(Database, run["id"]!.GetValue<Guid>(), Deadline);
        if (first is { } status)
        {
            await executor.StepAsync(0, status);
        }

        await executor.FinishAsync(RunStatus.Broken);
        return run;
    }

    private Task<ApiAnswer> FromAsync(JsonObject earlier) =>
        Tenant.Api.PostAsync(
            "/api/v1/testruns",
            new
            {
                mode = "FROM_STEP",
                startStepIndex = 1,
                fromRunId = earlier["id"],
            }
        );

    private async Task<string> AliasAsync() =>
        (await Tenant.Api.ReadAsync($"/api/v1/scenarios/{_mine.Scenario}"))["scenario"]!["steps"]![0]!["alias"]!.GetValue<string>();

    private static IEnumerable<string> StatusesOf(JsonObject report) =>
        report["steps"]!.AsArray().Select(step => step!["status"]!.GetValue<string>());

    private static string? ReasonOf(JsonObject report, int step) => (string?)report["steps"]![step]!["payload"]!["reason"];

    private async Task<JsonObject> PlanAsync(JsonObject run) =>
        JsonNode
            .Parse(await Database.ScalarAsync<string>($"select plan::text from runs.run_plan where run_id = '{run["id"]}'"))!
            .AsObject();
}
