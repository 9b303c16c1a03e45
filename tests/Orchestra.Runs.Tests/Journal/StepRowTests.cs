using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Reading;
using Orchestra.Testing.Builders;

namespace Orchestra.Runs.Tests.Journal;

internal sealed class StepRowTests : LedgerFixture
{
    [Test]
    public async Task A_resend_keeps_the_start_and_raises_sends()
    {
        var first = await ClaimNewAsync();
        var started = await StartAsync(first.Lease);
        var second = await TakeOverAsync(first.Lease);

        var again = await StartAsync(second.Lease);

        Assert.Multiple(() =>
        {
            Assert.That(started!.Sends, Is.EqualTo(1));
            Assert.That(again!.Sends, Is.EqualTo(2));
            Assert.That(again!.StartedAt, Is.EqualTo(started!.StartedAt));
        });
        Assert.That(await CountAsync("step_result"), Is.EqualTo(1));
        var epoch = await Database.ScalarAsync<long>("select lease_epoch from runs.step_result");
        Assert.That(epoch, Is.EqualTo(second.Lease.Epoch), "the row carries the epoch of its last writer");
    }

    [Test]
    public async Task A_retry_is_a_row_of_its_own()
    {
        var run = await ClaimNewAsync();
        await StartAsync(run.Lease);
        await CompleteAsync(run.Lease, StepStatus.Broken);
        await StartAsync(run.Lease, attempt: 2);
        await CompleteAsync(run.Lease, StepStatus.Flaky, attempt: 2);

        var steps = (await Journal.LoadAsync(run.Lease, CancellationToken.None)).Steps;

        Assert.That(
            steps.Select(step => (step.Attempt, step.Sends, step.Status)),
            Is.EqualTo(((int, int, StepStatus)[])[(1, 1, StepStatus.Broken), (2, 1, StepStatus.Flaky)])
        );
    }

    [Test]
    public async Task An_ended_step_never_changes_and_tells_nothing_more()
    {
        var run = await ClaimNewAsync();
        await StartAsync(run.Lease);
        await CompleteAsync(run.Lease);
        var before = await ContentAsync(run.Lease.RunId);

        var again = await CompleteAsync(run.Lease, StepStatus.Failed);
        Assert.That(() => StartAsync(run.Lease), Throws.TypeOf<InvalidDataException>().With.Message.Contains("has ended before"));

        Assert.That(again, Is.False);
        Assert.That(await ContentAsync(run.Lease.RunId), Is.EqualTo(before), "neither the row nor the number of the last event may move");
    }

    [Test]
    public async Task A_skipped_step_was_never_sent()
    {
        var run = await ClaimNewAsync();

        Assert.That(await CompleteAsync(run.Lease, StepStatus.Skipped), Is.True);

        var step = (await Journal.LoadAsync(run.Lease, CancellationToken.None)).Steps.Single();
        Assert.That((step.Status, step.Sends), Is.EqualTo((StepStatus.Skipped, 0)));
    }

    [Test]
    public async Task After_a_cancel_no_step_starts_but_the_one_under_way_may_end()
    {
        var run = await ClaimNewAsync();
        await StartAsync(run.Lease);
        await CancelAsync(run.Lease.RunId);

        Assert.That(await CompleteAsync(run.Lease), Is.True, "what was sent has a result");
        var next = await StartAsync(run.Lease, step: 1);
        Assert.That(next, Is.Not.Null.And.Property("CancelRequested").True);
        Assert.That(await FinishAsync(run.Lease, RunStatus.Cancelled), Is.True);

        Assert.That(await CountAsync("step_result"), Is.EqualTo(1));
        Assert.That(
            await Database.ScalarAsync<string>("select string_agg(concat(seq, ' ', type), ', ' order by seq) from runs.run_event"),
            Is.EqualTo("1 run:status, 2 run:status, 3 run:status, 4 step:start, 5 step:result, 6 run:complete")
        );
    }

    [Test]
    public async Task Events_tell_the_run_in_order_and_a_reader_resumes_after_any_of_them()
    {
        var run = await ClaimNewAsync();
        await StartAsync(run.Lease);
        await CompleteAsync(
            run.Lease,
            StepStatus.Failed,
            payload: new StepPayload { Violations = [new Violation(ViolationType.HttpError, "status", "no")] }
        );
        await FinishAsync(run.Lease, RunStatus.Failed);
        var reader = new RunReader(Database.App);

        var all = await reader.EventsAsync(Tenant, run.Lease.RunId, 0, CancellationToken.None);
        var rest = await reader.EventsAsync(Tenant, run.Lease.RunId, 4, CancellationToken.None);

        Assert.That(all.Select(told => told.Seq), Is.EqualTo(Enumerable.Range(1, 6)));
        Assert.That(rest.Select(told => told.Type), Is.EqualTo((string[])[RunEventTypes.StepResult, RunEventTypes.RunComplete]));
        Assert.That(JsonNode.Parse(rest[0].Payload)!["status"]!.GetValue<string>(), Is.EqualTo("FAILED"));
        Assert.That(JsonNode.Parse(rest[0].Payload)!["violations"]!.GetValue<int>(), Is.EqualTo(1));
        Assert.That(await reader.EventsAsync(A.Id(), run.Lease.RunId, 0, CancellationToken.None), Is.Empty, "another tenant");
    }

    [Test]
    public async Task What_a_payload_holds_comes_back_even_with_a_NUL_in_it()
    {
        var run = await ClaimNewAsync();
        var body = new JsonObject
        {
            ["text"] = "a\0b",
            ["escaped"] = "a\\u0000b",
            ["key\0"] = "\\\0",
            ["emoji"] = "🎻",
        };
        var payload = new StepPayload { Response = new HttpResponseRecord(200, new Dictionary<string, string> { ["x"] = "\0" }, body) };

        await CompleteAsync(run.Lease, payload: payload);

        var stored = (await Journal.LoadAsync(run.Lease, CancellationToken.None)).Steps.Single().Payload.Response!;
        var expected = new JsonObject
        {
            ["text"] = "a\uFFFDb",
            ["escaped"] = "a\\u0000b",
            ["key\uFFFD"] = "\\\uFFFD",
            ["emoji"] = "🎻",
        };
        Assert.That(JsonNode.DeepEquals(stored.Body, expected), Is.True, stored.Body!.ToJsonString());
        Assert.That(stored.Headers["x"], Is.EqualTo("\uFFFD"));
    }

    private Task<long> CountAsync(string table) => Database.ScalarAsync<long>($"select count(*) from runs.{table}");
}
