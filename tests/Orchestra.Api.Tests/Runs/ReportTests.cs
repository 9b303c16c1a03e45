using System.Text;
using System.Text.Json;
using Orchestra.Api.Features.Reports;
using Orchestra.Api.Tests.Hosting;
using Orchestra.Contracts;
using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Reading;

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
    public async Task A_suites_json_is_sent_run_by_run_before_the_next_is_read()
    {
        var suiteRun = await Tenant.Api.CreateAsync("/api/v1/suiteruns", new { suiteId = _mine.Suite, environmentId = _mine.Environment });
        var ids = suiteRun["runIds"]!.AsArray().Select(id => id!.GetValue<string>()).ToList();
        // The last run cannot be read: who builds everything first never sends the first.
        await Database.ExecuteAsAdminAsync($"delete from runs.run_plan where run_id = '{ids[^1]}'");

        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Host.Address, $"/api/v1/suiteruns/{suiteRun["id"]}/report"));
        request.Headers.Add("X-API-Key", Tenant.Key);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Deadline);
        await using var body = await response.Content.ReadAsStreamAsync(Deadline);
        var (text, broke) = ("", false);
        try
        {
            var buffer = new byte[4096];
            for (var read = await body.ReadAsync(buffer, Deadline); read > 0; read = await body.ReadAsync(buffer, Deadline))
            {
                text += Encoding.UTF8.GetString(buffer, 0, read);
            }
        }
        catch (HttpIOException)
        {
            broke = true;
        }

        Assert.That((int)response.StatusCode, Is.EqualTo(200));
        Assert.That(text, Does.Contain(ids[0]).And.Not.Contain(ids[^1]));
        Assert.That(broke, Is.True, "half a report must not look like a whole one");
    }

    [Test]
    public async Task A_suites_json_is_the_record_of_the_contract()
    {
        var answer = await Tenant.Api.GetAsync($"/api/v1/suiteruns/{_mine.SuiteRun}/report");
        var report = JsonSerializer.Deserialize<SuiteReport>(answer.Text, OrchestraJson.Options)!;

        Assert.That(report.SuiteRunId, Is.EqualTo(_mine.SuiteRun));
        Assert.That(report.Runs.Select(run => run.Steps.Count), Is.EqualTo((int[])[2, 2]));
        Assert.That(report.Totals.Values.Sum(), Is.EqualTo(2));
        Assert.That(report.Coverage, Is.Not.Null);
    }

    [Test]
    public async Task A_page_for_people_keeps_of_a_body_what_it_shows_and_json_keeps_all()
    {
        var run = await Tenant.Api.CreateAsync("/api/v1/testruns", new { scenarioId = _mine.Scenario, environmentId = _mine.Environment });
        var id = run["id"]!.GetValue<Guid>();
        var executor = await FakeExecutor.ClaimAsync(Database, id, Deadline);
        await executor.StepAsync(0);
        await executor.FinishAsync(RunStatus.Passed);
        await Database.ExecuteAsAdminAsync(
            $$"""
            update runs.step_result set payload = payload || jsonb_build_object('response', jsonb_build_object('statusCode', 200, 'headers',
                '{}'::jsonb, 'body', jsonb_build_object('token', 'hush', 'text', repeat('x', 1000000)))) where run_id = '{{id}}'
            """
        );
        var builder = new ReportBuilder(new RunReader(Database.App));
        var row = (await new RunReader(Database.App).FindAsync(Tenant.TenantId, id, Deadline))!;

        var cut = (await builder.OfRunAsync(Tenant.TenantId, row, cutBodies: true, Deadline)).Steps[0].Payload.Response!.Body!.ToString();
        var whole = (await builder.OfRunAsync(Tenant.TenantId, row, cutBodies: false, Deadline)).Steps[0].Payload.Response!.Body!;
        var page = await Tenant.Api.GetAsync($"/api/v1/testruns/{id}/report?format=html");

        Assert.That(cut, Has.Length.LessThan(BodyCut.Longest + 100).And.EndsWith("more characters are in the JSON report"));
        Assert.That(whole["text"]!.GetValue<string>(), Has.Length.EqualTo(1_000_000));
        Assert.That(page.Text, Does.Match("Cut here: 4,000 of 1,000,0[0-9][0-9] characters shown"));
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
