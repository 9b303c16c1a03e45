using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Api.Features.Reports;
using Orchestra.Api.Tests.Hosting;
using Orchestra.Contracts;
using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Reading;
using Orchestra.Testing.Waiting;

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
    public async Task Ndjson_is_a_line_for_the_suite_each_run_and_each_step_and_ends_with_their_number()
    {
        var whole = await Tenant.Api.ReadAsync($"/api/v1/suiteruns/{_mine.SuiteRun}/report");
        var answer = await Tenant.Api.GetAsync($"/api/v1/suiteruns/{_mine.SuiteRun}/report?format=ndjson");
        var lines = answer.Text.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!).ToList();

        Assert.That(answer.ContentHeaders.ContentType!.MediaType, Is.EqualTo("application/x-ndjson"));
        Assert.That(lines[0]["type"]!.GetValue<string>(), Is.EqualTo("suite"));
        Assert.That(lines[0]["suiteName"]!.GetValue<string>(), Is.EqualTo(whole["suiteName"]!.GetValue<string>()));
        var runs = whole["runs"]!.AsArray();
        var expected = runs.SelectMany(run => Enumerable.Repeat("step", run!["steps"]!.AsArray().Count).Prepend("run")).Append("end");
        Assert.That(lines.Skip(1).Select(line => line["type"]!.GetValue<string>()), Is.EqualTo(expected));
        Assert.That(lines[^1]["runs"]!.GetValue<int>(), Is.EqualTo(runs.Count));
        Assert.That(
            lines.Where(line => line["type"]!.GetValue<string>() == "step").Select(line => line["runId"]!.GetValue<string>()).Distinct(),
            Is.EquivalentTo(runs.Select(run => run!["runId"]!.GetValue<string>()))
        );
    }

    [Test]
    public async Task Allure_is_a_zip_of_a_results_directory_whose_sources_are_all_there()
    {
        var id = await AcceptAsync();
        var executor = await FakeExecutor.ClaimAsync(Database, id, Deadline);
        await executor.StepAsync(0);
        await executor.FinishAsync(RunStatus.Broken);

        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-API-Key", Tenant.Key);
        var address = new Uri(Host.Address, $"/api/v1/testruns/{id}/report?format=allure");
        var bytes = await http.GetByteArrayAsync(address, Deadline);
        await using var zip = new ZipArchive(new MemoryStream(bytes));
        await using var stream = await zip.GetEntry($"{id}-result.json")!.OpenAsync(Deadline);
        var result = await JsonNode.ParseAsync(stream, cancellationToken: Deadline);

        Assert.That(result!["status"]!.GetValue<string>(), Is.EqualTo("broken"));
        Assert.That(result["steps"]!.AsArray().Select(step => step!["status"]!.GetValue<string>()), Is.EqualTo(["passed", "skipped"]));
        Assert.That(zip.Entries.Select(entry => entry.Name), Is.SupersetOf(["environment.properties", "executor.json"]));
        Assert.That(await http.GetByteArrayAsync(address, Deadline), Is.EqualTo(bytes), "the same report gives the same bytes");
    }

    [Test]
    public async Task Why_says_what_a_run_waits_for()
    {
        var queued = await AcceptAsync();
        await Eventually.IsTrueAsync(
            async () => (await WhyAsync(queued)).Code == "EXECUTOR",
            TimeSpan.FromSeconds(20),
            "the run is queued and waits for an executor"
        );
        await Database.ExecuteAsAdminAsync(
            $"update runs.tenant_slot s set max_parallel = greatest(s.active, 1) where tenant_id = (select tenant_id from runs.test_run where id = '{queued}')"
        );
        var (code, message) = await WhyAsync(await AcceptAsync());

        Assert.That(code, Is.EqualTo("TENANT_LIMIT"));
        Assert.That(message, Does.Contain("runs of this tenant are queued or under way; no run of this tenant comes before it"));
    }

    private async Task<Guid> AcceptAsync() =>
        (await Tenant.Api.CreateAsync("/api/v1/testruns", new { scenarioId = _mine.Scenario, environmentId = _mine.Environment }))[
            "id"
        ]!.GetValue<Guid>();

    private async Task<(string Code, string Message)> WhyAsync(Guid id)
    {
        var reason = (await Tenant.Api.ReadAsync($"/api/v1/testruns/{id}/why"))["reasons"]![0]!;
        return (reason["code"]!.GetValue<string>(), reason["message"]!.GetValue<string>());
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
