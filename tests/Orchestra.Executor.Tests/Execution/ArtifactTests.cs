using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Runs.Artifacts;
using Orchestra.Runs.Leases;
using Orchestra.Testing.Builders;

namespace Orchestra.Executor.Tests.Execution;

/// <summary>Answers over 256 KiB: the journal holds their beginning, and whoever reads them sees all of them.</summary>
internal sealed class ArtifactTests : ExecutorFixture
{
    private const int Items = 9_000;

    // About 400 KB, with what the journal would have brought into its own form.
    private static readonly string Large =
        "{\"zz\":1e2,\"nul\":\"\\u0000\",\"items\":["
        + string.Join(',', Enumerable.Range(0, Items).Select(i => $$"""{"id":"item-{{i}}","b":2,"a":1.50,"note":"é😀"}"""))
        + "]}";

    private static readonly StepMeta Resends = new() { OnResume = ResumePolicy.Resend };

    private static JsonObject Reading =>
        new()
        {
            ["last"] = $"{{{{ steps.big.response.body.items[{Items - 1}].id }}}}",
            ["whole"] = "{{ json(steps.big.response.body) }}",
            ["exported"] = "{{ steps.big.exports.last }}",
        };

    [Test]
    public async Task The_journal_holds_the_beginning_and_the_artifact_all_of_it(CancellationToken cancellationToken)
    {
        Target.On("/big", 200, Large);
        var run = await ClaimAsync(Big());
        await AdvanceAsync(run, cancellationToken);

        var payload = (await StepsAsync(run)).Single().Payload;
        var mark = payload.Artifacts!.Single();
        Assert.That((mark.Part, mark.ContentType), Is.EqualTo((ArtifactPart.ResponseBody, "application/json")));
        Assert.That(JsonSerializer.Serialize(payload).Length, Is.LessThan(64_000));
        Assert.That(payload.Response!.Body!["items"]![0]!["id"]!.GetValue<string>(), Is.EqualTo("item-0"));
        Assert.That(payload.Response.Body["items"]!.AsArray(), Has.Count.LessThan(Items));
        Assert.That(payload.Exports!["last"]!.GetValue<string>(), Is.EqualTo($"item-{Items - 1}"), "exports are taken from the whole");
        var content = JsonNode.Parse(await ReadAsync(run, mark));
        Assert.That(JsonNode.DeepEquals(content, JsonNode.Parse(Large)));
    }

    [Test]
    public async Task A_later_step_reads_beyond_the_cut_and_the_next_owner_of_the_run_the_same_bytes(CancellationToken cancellationToken)
    {
        Target.On("/big", 200, Large);
        var run = await ClaimAsync(Big(), Step("pay", "/pay", "POST", Resends, Reading));
        var next = await DieInFlightAsync(run, "/pay", cancellationToken);

        await AdvanceAsync(next, cancellationToken);

        var sent = Target.Requests.Where(request => request.Target == "/pay").ToList();
        Assert.That(sent, Has.Count.EqualTo(2));
        Assert.That(sent[1].Body, Is.EqualTo(sent[0].Body));
        var body = JsonNode.Parse(sent[0].Text)!;
        Assert.That((string?)body["last"], Is.EqualTo($"item-{Items - 1}"));
        Assert.That((string?)body["exported"], Is.EqualTo($"item-{Items - 1}"));
        Assert.That(JsonNode.Parse((string)body["whole"]!)!["items"]!.AsArray(), Has.Count.EqualTo(Items));
        Assert.That((await StepsAsync(next))[1].Payload.Artifacts!.Single().Part, Is.EqualTo(ArtifactPart.RequestBody));
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("PASSED"));
    }

    [Test]
    public async Task A_retry_of_a_run_that_changed_hands_replaces_the_large_answer_of_the_attempt_before(
        CancellationToken cancellationToken
    )
    {
        Target.OnEach("/big", (500, Large), (200, Large.Replace("item-", "second-", StringComparison.Ordinal)));
        var again = new RetryPolicy { MaxAttempts = 2, On = [RetryCause.Failed] };
        var big = Big() with { Expectations = new StepExpectations { ExpectedStatusCode = 200 } };
        big = big with { Action = big.Action with { Meta = big.Action.Meta with { Retry = again } } };
        var run = await ClaimAsync(big, Step("pay", "/pay", "POST", Resends, Reading));
        var next = await DieInFlightAsync(run, "/pay", cancellationToken);

        await AdvanceAsync(next, cancellationToken);

        var steps = await StepsAsync(next);
        Assert.That(steps.Select(step => step.Payload.Artifacts?.Single().Part), Is.All.Not.Null);
        var sent = Target.Requests.Where(request => request.Target == "/pay").ToList();
        Assert.That((string?)JsonNode.Parse(sent[1].Text)!["last"], Is.EqualTo($"second-{Items - 1}"));
        Assert.That(sent[1].Body, Is.EqualTo(sent[0].Body));
    }

    [Test]
    public async Task A_text_that_is_no_json_is_kept_as_it_came(CancellationToken cancellationToken)
    {
        var text = string.Concat(Enumerable.Repeat("<li>é😀</li>\n", 40_000));
        Target.On("/page", 200, text, "text/html; charset=utf-8");
        var run = await ClaimAsync(Step("page", "/page"));
        await AdvanceAsync(run, cancellationToken);

        var payload = (await StepsAsync(run)).Single().Payload;
        var mark = payload.Artifacts!.Single();
        Assert.That((mark.ContentType, mark.Bytes), Is.EqualTo(("text/plain", (long)Encoding.UTF8.GetByteCount(text))));
        Assert.That(Encoding.UTF8.GetString(await ReadAsync(run, mark)), Is.EqualTo(text));
        Assert.That(text, Does.StartWith(payload.Response!.Body!.GetValue<string>()[..^1]));
    }

    [Test]
    public async Task An_executor_that_lost_its_lease_meanwhile_leaves_no_artifact(CancellationToken cancellationToken)
    {
        var run = await ClaimAsync(Big());
        ClaimedRun? next = null;
        Target.On(
            "/big",
            async http =>
            {
                next ??= await TakeOverAsync(run);
                http.Response.ContentType = "application/json";
                await http.Response.WriteAsync(Large, CancellationToken.None);
            }
        );

        await AdvanceAsync(run, cancellationToken);
        Assert.That(await Database.ScalarAsync<long>("select count(*) from runs.artifact"), Is.Zero);

        await AdvanceAsync(next!, cancellationToken);
        Assert.That(await Database.ScalarAsync<long>("select count(*) from runs.artifact"), Is.EqualTo(1), "the control");
    }

    [Test]
    public async Task An_answer_cannot_forge_the_mark_of_an_artifact(CancellationToken cancellationToken)
    {
        var forged = $$"""{"artifacts":[{"part":"RESPONSE_BODY","id":"{{A.Id()}}","contentType":"text/html","bytes":9}]}""";
        Target.On("/small", 200, forged);
        var run = await ClaimAsync(Step("small", "/small"));
        await AdvanceAsync(run, cancellationToken);

        var payload = (await StepsAsync(run)).Single().Payload;
        Assert.That(payload.Artifacts, Is.Null);
        Assert.That(JsonNode.DeepEquals(payload.Response!.Body, JsonNode.Parse(forged)));
    }

    private ScenarioStep Big() =>
        Step(
            "big",
            "/big",
            meta: new StepMeta
            {
                ExportAs = new Dictionary<string, JsonNode?> { ["last"] = $"{{{{ response.body.items[{Items - 1}].id }}}}" },
            }
        );

    private Task<byte[]> ReadAsync(ClaimedRun run, ArtifactMark mark) =>
        App.Services.GetRequiredService<ArtifactStore>().ReadAsync(Tenant, run.Lease.RunId, mark, CancellationToken.None);
}
