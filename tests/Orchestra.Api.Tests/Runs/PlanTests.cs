using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;

namespace Orchestra.Api.Tests.Runs;

/// <summary>A run carries its plan: what changes afterwards does not reach it.</summary>
internal sealed class PlanTests : ApiFixture
{
    private TenantArtifacts _mine = null!;

    protected override async Task PrepareAsync() => _mine = await Tenant.FillAsync();

    [Test]
    public async Task A_run_is_accepted_with_its_place()
    {
        var answer = await Tenant.Api.PostAsync("/api/v1/testruns", new { scenarioId = _mine.Scenario, environmentId = _mine.Environment });
        var id = answer.Json["id"]!.GetValue<string>();

        Assert.That(answer.Status, Is.EqualTo(202));
        Assert.That(answer.Headers.Location!.OriginalString, Is.EqualTo($"/api/v1/testruns/{id}"));
        Assert.That(answer.Json["status"]!.GetValue<string>(), Is.EqualTo("PENDING"));
        Assert.That(answer.Json["correlationId"]!.GetValue<string>(), Is.EqualTo(Guid.Parse(id).ToString("N")));
        Assert.That((await Tenant.Api.ReadAsync(answer.Headers.Location.OriginalString))["id"]!.GetValue<string>(), Is.EqualTo(id));
    }

    [Test]
    public async Task A_suite_run_is_accepted_with_its_place_and_a_run_for_each_scenario()
    {
        var answer = await Tenant.Api.PostAsync("/api/v1/suiteruns", new { suiteId = _mine.Suite, environmentId = _mine.Environment });
        var read = await Tenant.Api.ReadAsync(answer.Headers.Location!.OriginalString);

        Assert.That(answer.Status, Is.EqualTo(202));
        Assert.That(answer.Json["runIds"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That(
            read["runs"]!.AsArray().Select(run => run!["id"]!.GetValue<string>()),
            Is.EqualTo(answer.Json["runIds"]!.AsArray().Select(id => id!.GetValue<string>()))
        );
        Assert.That(read["suiteRun"]!["environment"]!.GetValue<string>(), Is.EqualTo("local"));
    }

    [Test]
    public async Task The_plan_holds_data_environment_and_endpoints_and_never_changes()
    {
        await Tenant.DataSetAsync("first of its tag", ["moving"], new JsonObject { ["amount"] = 1 });
        var body = new
        {
            scenarioId = _mine.Scenario,
            environmentId = _mine.Environment,
            dataSetTag = "moving",
        };
        var first = await Tenant.Api.CreateAsync("/api/v1/testruns", body);
        var before = await PlanAsync(first);

        await Tenant.DataSetAsync("second of its tag", ["moving"], new JsonObject { ["amount"] = 2 });
        await Database.ExecuteAsAdminAsync(
            "update api.test_data_set set data = '{\"amount\": 3}' where name = 'first of its tag'; update api.environment set service_urls = '{}'"
        );
        var after = await PlanAsync(first);
        await Database.ExecuteAsAdminAsync("update api.environment set service_urls = '{\"loans\": \"http://127.0.0.1:9\"}'");
        var second = await PlanAsync(await Tenant.Api.CreateAsync("/api/v1/testruns", body));

        Assert.That(before["data"]!["amount"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That(before["environment"]!["serviceUrls"]!["loans"]!.GetValue<string>(), Is.EqualTo("http://127.0.0.1:9"));
        Assert.That(before["environment"]!["allow"]!.AsArray().Single()!.GetValue<string>(), Is.EqualTo("127.0.0.0/8"));
        Assert.That(before["endpoints"]!.AsObject().Select(pair => pair.Key), Does.Contain("loans#POST /applications"));
        Assert.That(JsonNode.DeepEquals(before, after), "the plan changed after it was accepted");
        Assert.That(second["data"]!["amount"]!.GetValue<int>(), Is.EqualTo(2), "the newest data set of the tag");
        Assert.That(second["seed"]!.GetValue<long>(), Is.Not.EqualTo(before["seed"]!.GetValue<long>()));
    }

    [Test]
    public async Task A_ceiling_that_was_lowered_holds_for_environments_from_before()
    {
        var other = await Host.NewTenantAsync(Platform, "lowered");
        var theirs = await other.FillAsync();
        await other.ChangeSettingsAsync(settings => settings["outboundAllow"] = new JsonArray("10.0.0.0/8"));

        var run = await other.Api.PostAsync("/api/v1/testruns", new { scenarioId = theirs.Scenario, environmentId = theirs.Environment });
        var suiteRun = await other.Api.PostAsync("/api/v1/suiteruns", new { suiteId = theirs.Suite, environmentId = theirs.Environment });
        await other.AllowLoopbackAsync();
        var again = await other.Api.PostAsync("/api/v1/testruns", new { scenarioId = theirs.Scenario, environmentId = theirs.Environment });

        Assert.That((run.Status, suiteRun.Status, again.Status), Is.EqualTo((400, 400, 202)), run.Text);
        Assert.That(run.Faults.Single().Path, Is.EqualTo("environment.allow[0]"));
        Assert.That(run.Message, Does.Contain("'local'").And.Contain("127.0.0.0/8"));
    }

    [Test]
    public async Task A_run_can_start_at_a_later_step()
    {
        var run = await Tenant.Api.CreateAsync(
            "/api/v1/testruns",
            new
            {
                scenarioId = _mine.Scenario,
                environmentId = _mine.Environment,
                startStepIndex = 1,
            }
        );
        var report = await Tenant.Api.ReadAsync($"/api/v1/testruns/{run["id"]}/report");

        Assert.That((await Tenant.Api.ReadAsync($"/api/v1/testruns/{run["id"]}"))["startStepIndex"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That(
            report["steps"]!.AsArray().Select(step => step!["status"]!.GetValue<string>()),
            Is.EqualTo((string[])["SKIPPED", "PENDING"])
        );
        Assert.That(report["steps"]![0]!["payload"]!["reason"]!.GetValue<string>(), Is.EqualTo("the run starts at step 1"));
    }

    [Test]
    public async Task Data_along_the_path_is_overridden_by_what_the_caller_chose()
    {
        var chosen = await Tenant.DataSetAsync(
            "chosen",
            [],
            new JsonObject
            {
                ["amount"] = 77,
                ["extra"] = new JsonObject { ["deep"] = true },
            }
        );

        var plan = await PlanAsync(
            await Tenant.Api.CreateAsync(
                "/api/v1/testruns",
                new
                {
                    scenarioId = _mine.Scenario,
                    environmentId = _mine.Environment,
                    dataSetId = chosen,
                }
            )
        );

        Assert.That(plan["data"]!["amount"]!.GetValue<int>(), Is.EqualTo(77));
        Assert.That(plan["data"]!["extra"]!["deep"]!.GetValue<bool>(), Is.True);
    }

    [Test]
    public async Task A_stored_plan_cannot_be_changed_by_requests()
    {
        await using var connection = await Database.App.OpenConnectionAsync();
        await using var command = new Npgsql.NpgsqlCommand("update runs.run_plan set plan = '{}'", connection);

        Assert.That(
            async () => await command.ExecuteNonQueryAsync(),
            Throws.InstanceOf<Npgsql.PostgresException>().With.Property("SqlState").EqualTo(Npgsql.PostgresErrorCodes.InsufficientPrivilege)
        );
    }

    private async Task<JsonObject> PlanAsync(JsonObject run) =>
        JsonNode
            .Parse(await Database.ScalarAsync<string>($"select plan::text from runs.run_plan where run_id = '{run["id"]}'"))!
            .AsObject();
}
