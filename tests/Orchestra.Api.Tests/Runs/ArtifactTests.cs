using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Api.Tests.Hosting;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Artifacts;

namespace Orchestra.Api.Tests.Runs;

/// <summary>Parts that are too large for the journal, as people get them: whole, as a file, and theirs alone.</summary>
internal sealed class ArtifactTests : ApiFixture
{
    private const string Script = "<script>alert(1)</script>";
    private static readonly string _large = JsonSerializer.Serialize(
        Enumerable
            .Range(0, 8_000)
            .Select(i => new
            {
                id = i,
                pin = $"pin-{i}",
                html = Script,
            })
    );

    private TenantArtifacts _mine = null!;

    protected override async Task PrepareAsync()
    {
        _mine = await Tenant.FillAsync();
        await Tenant.ChangeSettingsAsync(settings => settings["maxParallelRuns"] = 100);
    }

    [Test]
    public async Task An_artifact_is_a_file_to_save_and_no_page_to_show()
    {
        var (_, mark) = await LargeAsync(_mine.Environment);

        var answer = await Tenant.Api.GetAsync(mark.Href!);

        Assert.That((answer.Status, answer.Text), Is.EqualTo((200, _large)));
        Assert.That(answer.ContentHeaders.ContentType!.MediaType, Is.EqualTo("application/json"));
        Assert.That(answer.ContentHeaders.ContentDisposition!.DispositionType, Is.EqualTo("attachment"));
        Assert.That(answer.ContentHeaders.ContentDisposition.FileName, Does.EndWith("-0-response-body.json"));
        Assert.That(answer.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo((string[])["nosniff"]));
        Assert.That(answer.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("sandbox"));
    }

    [Test]
    public async Task A_range_over_the_border_of_two_chunks_is_answered_and_a_known_tag_is_not_sent_again()
    {
        var (_, mark) = await LargeAsync(_mine.Environment);

        var part = await Tenant.Api.GetAsync(mark.Href!, ("Range", "bytes=262140-262149"));
        var whole = await Tenant.Api.GetAsync(mark.Href!);
        var again = await Tenant.Api.GetAsync(mark.Href!, ("If-None-Match", whole.Headers.ETag!.Tag));

        Assert.That((part.Status, part.Text), Is.EqualTo((206, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(_large)[262140..262150]))));
        Assert.That((again.Status, again.Text), Is.EqualTo((304, "")));
    }

    [Test]
    public async Task What_the_environment_hides_is_hidden_in_the_file_too()
    {
        var environment = await Tenant.Api.CreateAsync(
            "/api/v1/environments",
            new
            {
                name = "hides",
                serviceUrls = new { loans = "http://127.0.0.1:9" },
                allow = new[] { "127.0.0.0/8" },
                mask = new[] { "pin" },
            }
        );
        var (run, mark) = await LargeAsync(environment["id"]!.GetValue<Guid>());

        var answer = await Tenant.Api.GetAsync(mark.Href!);
        var steps = await Tenant.Api.GetAsync($"/api/v1/testruns/{run}/steps");

        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(answer.Text, Does.Not.Contain("pin-").And.Contain("\"id\":7999"));
        Assert.That(steps.Text, Does.Not.Contain("pin-"));
    }

    [Test]
    public async Task Another_tenant_and_a_wrong_step_read_like_an_unknown_artifact()
    {
        var (run, mark) = await LargeAsync(_mine.Environment);
        var other = await Host.NewTenantAsync(Platform, "other");

        var foreign = await other.Api.GetAsync(mark.Href!);
        var wrong = await Tenant.Api.GetAsync($"/api/v1/testruns/{run}/steps/1/artifacts/{mark.Id}");
        var unknown = await Tenant.Api.GetAsync($"/api/v1/testruns/{run}/steps/0/artifacts/{run}");

        Assert.That((foreign.Status, foreign.Error), Is.EqualTo((404, "not_found")));
        Assert.That((wrong.Status, wrong.WithoutTrace()), Is.EqualTo((404, unknown.WithoutTrace())));
    }

    [Test]
    public async Task One_that_no_step_names_is_none()
    {
        var (run, mark) = await LargeAsync(_mine.Environment);
        await Database.ExecuteAsAdminAsync($"update runs.step_result set payload = payload - 'artifacts' where run_id = '{run}'");

        Assert.That((await Tenant.Api.GetAsync(mark.Href!)).Status, Is.EqualTo(404));
    }

    [TestCase("json")]
    [TestCase("ndjson")]
    [TestCase("html")]
    [TestCase("junit")]
    public async Task A_report_says_where_the_whole_is(string format)
    {
        var (run, mark) = await LargeAsync(_mine.Environment);

        var answer = await Tenant.Api.GetAsync($"/api/v1/testruns/{run}/report?format={format}");

        Assert.That(answer.Text, Does.Contain(mark.Href));
        Assert.That(answer.Text.Length, Is.LessThan(120_000));
    }

    [Test]
    public async Task A_run_from_a_later_step_starts_with_all_of_the_answer()
    {
        var (run, _) = await LargeAsync(_mine.Environment);

        var again = await Tenant.Api.CreateAsync($"/api/v1/testruns/{run}/rerun", new { fromStep = 1 });

        var body = await Database.ScalarAsync<string>(
            $"""
            select (jsonb_path_query_first(plan, '$.initialContext.steps.*.response.body') -> 7999)::text
            from runs.run_plan where run_id = '{again["id"]}'
            """
        );
        Assert.That(JsonNode.Parse(body)!["id"]!.GetValue<int>(), Is.EqualTo(7999));
    }

    // A run whose first step got a large answer, and where that is.
    private async Task<(Guid Run, ArtifactMark Mark)> LargeAsync(Guid environment)
    {
        var run = await Tenant.Api.CreateAsync("/api/v1/testruns", new { scenarioId = _mine.Scenario, environmentId = environment });
        var id = run["id"]!.GetValue<Guid>();
        var executor = await FakeExecutor.ClaimAsync(Database, id, Deadline);
        var content = new ArtifactContent(ArtifactPart.ResponseBody, "application/json", Encoding.UTF8.GetBytes(_large));
        var marks = await new ArtifactStore(Database.Worker, TimeProvider.System).WriteAsync(
            executor.Lease,
            0,
            1,
            [content],
            CancellationToken.None
        );
        await executor.StepAsync(
            0,
            new StepPayload
            {
                Response = new HttpResponseRecord(200, new Dictionary<string, string>(), JsonNode.Parse("""[{"id":0,"pin":"pin-0"}]""")),
                Artifacts = marks,
            }
        );
        await executor.FinishAsync(RunStatus.Passed);
        var steps = await Tenant.Api.ReadAsync($"/api/v1/testruns/{id}/steps");
        var mark = steps["items"]![0]!["payload"]!["artifacts"]![0].Deserialize<ArtifactMark>(Contracts.OrchestraJson.Options)!;
        return (id, mark);
    }
}
