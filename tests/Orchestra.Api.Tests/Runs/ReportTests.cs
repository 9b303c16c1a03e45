using Orchestra.Api.Tests.Hosting;
using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Tests.Runs;

/// <summary>A report can be asked for at any time.</summary>
internal sealed class ReportTests : ApiFixture
{
    private TenantArtifacts _mine = null!;

    protected override async Task PrepareAsync() => _mine = await Tenant.FillAsync();

    [Test]
    public async Task A_report_tells_of_a_waiting_a_running_and_an_ended_run()
    {
        var path = $"/api/v1/testruns/{_mine.TestRun}/report";
        var waiting = await Tenant.Api.ReadAsync(path);
        var executor = await FakeExecutor.ClaimAsync(Database, _mine.TestRun, Deadline);
        await executor.StepAsync(0);
        await executor.StartAsync(1);
        var running = await Tenant.Api.ReadAsync(path);
        await executor.FinishAsync(RunStatus.Broken);
        var ended = await Tenant.Api.ReadAsync(path);

        Assert.That(waiting["status"]!.GetValue<string>(), Is.AnyOf("PENDING", "QUEUED"));
        Assert.That(StatusesOf(waiting), Is.EqualTo(["PENDING", "PENDING"]));
        Assert.That(running["status"]!.GetValue<string>(), Is.EqualTo("IN_PROGRESS"));
        Assert.That(StatusesOf(running), Is.EqualTo(["PASSED", "RUNNING"]));
        Assert.That(ended["status"]!.GetValue<string>(), Is.EqualTo("BROKEN"));
        Assert.That(ended["durationMs"]!.GetValue<double>(), Is.GreaterThan(0));
        Assert.That(ended["steps"]![0]!["durationMs"]!.GetValue<double>(), Is.EqualTo(12.5));
        Assert.That(ended["environment"]!.GetValue<string>(), Is.EqualTo("local"));
    }

    [TestCase("json", "application/json")]
    [TestCase("junit", "application/xml")]
    [TestCase("html", "text/html")]
    public async Task Each_format_is_there_for_runs_and_suite_runs(string format, string mediaType)
    {
        foreach (var path in (string[])[$"/api/v1/testruns/{_mine.TestRun}", $"/api/v1/suiteruns/{_mine.SuiteRun}"])
        {
            var answer = await Tenant.Api.GetAsync($"{path}/report?format={format}");

            Assert.That((answer.Status, answer.ContentHeaders.ContentType!.MediaType), Is.EqualTo((200, mediaType)));
            Assert.That(answer.Text, Does.Contain("local"));
        }
    }

    [Test]
    public async Task The_steps_of_a_run_are_listed_as_they_were_tried()
    {
        var run = await Tenant.Api.CreateAsync("/api/v1/testruns", new { scenarioId = _mine.Scenario, environmentId = _mine.Environment });
        var executor = await FakeExecutor.ClaimAsync(Database, run["id"]!.GetValue<Guid>(), Deadline);
        await executor.StepAsync(0);
        await executor.FinishAsync(RunStatus.Passed);

        var steps = (await Tenant.Api.GetAsync($"/api/v1/testruns/{run["id"]}/steps")).Items;

        Assert.That(steps, Has.Count.EqualTo(1));
        Assert.That(steps[0]["status"]!.GetValue<string>(), Is.EqualTo("PASSED"));
        Assert.That(steps[0]["sends"]!.GetValue<int>(), Is.EqualTo(1));
    }

    private static IEnumerable<string> StatusesOf(System.Text.Json.Nodes.JsonObject report) =>
        report["steps"]!.AsArray().Select(step => step!["status"]!.GetValue<string>());
}
