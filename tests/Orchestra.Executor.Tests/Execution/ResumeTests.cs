using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Runs.Leases;
using Orchestra.Testing.Builders;

namespace Orchestra.Executor.Tests.Execution;

/// <summary>What the next owner does with a step that it finds RUNNING: never a side effect twice in silence (F1, I4).</summary>
internal sealed class ResumeTests : ExecutorFixture
{
    private static JsonObject Body =>
        new()
        {
            ["id"] = "{{ uuid() }}",
            ["at"] = "{{ now() }}",
            ["n"] = "{{ randomInt(1, 1000000) }}",
        };

    [Test]
    public async Task A_resend_repeats_the_key_and_every_byte(CancellationToken cancellationToken)
    {
        var meta = new StepMeta { OnResume = ResumePolicy.Resend };
        var run = await ClaimAsync(Step("before", "/before"), Step("pay", "/pay", "POST", meta, Body));
        var next = await DieInFlightAsync(run, "/pay", cancellationToken);

        await AdvanceAsync(next, cancellationToken);

        var sent = Target.Requests.Where(request => request.Target == "/pay").ToList();
        Assert.That(sent, Has.Count.EqualTo(2));
        Assert.That(sent[1].Body, Is.EqualTo(sent[0].Body));
        Assert.That(sent[1].Headers, Is.EqualTo(sent[0].Headers));
        Assert.That(sent[0].Header("Idempotency-Key"), Is.EqualTo($"{run.Lease.RunId}:1:1"));
        Assert.That(JsonNode.Parse(sent[0].Text)!["id"]!.GetValue<string>(), Has.Length.EqualTo(36));
        Assert.That(Target.Requests.Count(request => request.Target == "/before"), Is.EqualTo(1), "a finished step is not repeated");
        Assert.That((await StepsAsync(next)).Select(step => step.Sends), Is.EqualTo((int[])[1, 2]));
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("PASSED"));
    }

    [Test]
    public async Task A_resend_of_a_whole_earlier_answer_repeats_every_byte(CancellationToken cancellationToken)
    {
        Target.On("/before", 200, """{"zz":1e2,"nul":"\u0000","b":{"y":1.50e1,"x":-0.0},"a":[{"d":1,"c":2}],"é":"😀"}""");
        var meta = new StepMeta { OnResume = ResumePolicy.Resend };
        var body = new JsonObject
        {
            ["whole"] = "{{ steps.before.response.body }}",
            ["text"] = "{{ json(steps.before.response.body) }}",
            ["members"] = "{{ json(steps.before.response.body.*) }}",
            ["exported"] = "{{ steps.before.exports.all }}",
        };
        var first = new StepMeta { ExportAs = new Dictionary<string, JsonNode?> { ["all"] = "{{ response.body }}" } };
        var run = await ClaimAsync(Step("before", "/before", meta: first), Step("pay", "/pay", "POST", meta, body));
        var next = await DieInFlightAsync(run, "/pay", cancellationToken);

        await AdvanceAsync(next, cancellationToken);

        var sent = Target.Requests.Where(request => request.Target == "/pay").ToList();
        Assert.That(sent, Has.Count.EqualTo(2));
        Assert.That(sent[1].Text, Is.EqualTo(sent[0].Text));
        Assert.That(sent[1].Header("Idempotency-Key"), Is.EqualTo(sent[0].Header("Idempotency-Key")));
        Assert.That(JsonNode.Parse(sent[0].Text)!["text"]!.GetValue<string>(), Does.Contain("\"zz\":100"));
    }

    [TestCase("GET", 2, "PASSED")]
    [TestCase("HEAD", 2, "PASSED")]
    [TestCase("PUT", 2, "PASSED")]
    [TestCase("DELETE", 2, "PASSED")]
    [TestCase("POST", 1, "BROKEN")]
    [TestCase("PATCH", 1, "BROKEN")]
    public async Task What_is_safe_to_repeat_is_sent_again_and_nothing_else(
        string method,
        int sends,
        string status,
        CancellationToken cancellationToken
    )
    {
        var run = await ClaimAsync(Step("first", "/a", method), Step("second", "/b"));
        var next = await DieInFlightAsync(run, "/a", cancellationToken);

        await AdvanceAsync(next, cancellationToken);

        Assert.That(Target.Requests.Count(request => request.Target == "/a"), Is.EqualTo(sends));
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo(status));
        var first = (await StepsAsync(next))[0];
        Assert.That(first.Status, Is.EqualTo(sends == 1 ? StepStatus.Unknown : StepStatus.Passed));
        Assert.That(first.Payload.Reason, sends == 1 ? Does.Contain("was not sent again") : Is.Null);
        Assert.That(Target.Requests.Count(request => request.Target == "/b"), Is.EqualTo(1));
    }

    [TestCase(true, null, 2)]
    [TestCase(true, "off", 1)]
    [TestCase(false, null, 1)]
    public async Task A_post_is_repeated_when_its_spec_declares_the_key_and_the_step_sends_it(
        bool declared,
        string? key,
        int sends,
        CancellationToken cancellationToken
    )
    {
        var reference = new EndpointRef("http", "bank", "POST /pay");
        var step = Step("pay", "/pay", "POST", new StepMeta { IdempotencyKey = key }, Body) with { EndpointRef = reference };
        var plan = A.Plan(step with { Action = step.Action with { InputTemplate = new StepInput { Body = Body } } });
        await AcceptAsync(
            plan with
            {
                Environment = plan.Environment with { ServiceUrls = new Dictionary<string, string> { ["bank"] = Target.Url } },
                Endpoints = new Dictionary<string, SpecEndpoint>
                {
                    [RunPlan.EndpointKey(reference)] = new()
                    {
                        EndpointName = "POST /pay",
                        Method = "POST",
                        Path = "/pay",
                        DeclaresIdempotencyKey = declared,
                        Dialect = "2020-12",
                        SchemaDocument = System.Text.Json.JsonSerializer.SerializeToElement(new object()),
                    },
                },
            }
        );
        var run = (await Leases.ClaimAsync("test", 1, Ttl, cancellationToken)).Single();
        var next = await DieInFlightAsync(run, "/pay", cancellationToken);

        await AdvanceAsync(next, cancellationToken);

        var sent = Target.Requests.Where(request => request.Target == "/pay").ToList();
        Assert.That(sent, Has.Count.EqualTo(sends));
        Assert.That(
            sent.Select(request => request.Header("Idempotency-Key")),
            Is.All.EqualTo(key is null ? $"{run.Lease.RunId}:0:1" : null)
        );
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo(sends == 2 ? "PASSED" : "BROKEN"));
    }

    [TestCase(ResumePolicy.Fail, StepStatus.Failed, "FAILED")]
    public async Task The_step_may_say_what_becomes_of_it(
        ResumePolicy policy,
        StepStatus step,
        string status,
        CancellationToken cancellationToken
    )
    {
        var run = await ClaimAsync(Step("first", "/a", "GET", new StepMeta { OnResume = policy }));
        var next = await DieInFlightAsync(run, "/a", cancellationToken);

        await AdvanceAsync(next, cancellationToken);

        Assert.That(Target.Requests, Has.Count.EqualTo(1), "it is not sent again");
        Assert.That((await StepsAsync(next)).Single().Status, Is.EqualTo(step));
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo(status));
    }

    [Test]
    public async Task A_run_that_died_between_attempts_goes_on_with_the_next(CancellationToken cancellationToken)
    {
        Target.On("/a", 500, "{}");
        var meta = new StepMeta { Retry = new RetryPolicy(2, BackoffMs: 1, On: [RetryCause.Failed]) };
        var run = await ClaimAsync(Step("first", "/a", meta: meta));
        await StartAndFailAsync(run);
        var next = await TakeOverAsync(run);
        Target.On("/a", 200, "{}");

        await AdvanceAsync(next, cancellationToken);

        Assert.That((await StepsAsync(next)).Select(step => step.Status), Is.EqualTo((StepStatus[])[StepStatus.Failed, StepStatus.Flaky]));
        Assert.That(Target.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_run_that_died_after_its_last_step_is_only_finished(CancellationToken cancellationToken)
    {
        var run = await ClaimAsync(Step("first", "/a"));
        await StartAndFailAsync(run);
        var next = await TakeOverAsync(run);

        await AdvanceAsync(next, cancellationToken);

        Assert.That(Target.Requests, Is.Empty);
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("FAILED"), "the verdict is a fold of the journal");
    }

    private async Task StartAndFailAsync(ClaimedRun run)
    {
        await Journal.StartStepAsync(run.Lease, 0, "first", 1, CancellationToken.None);
        var outcome = new Orchestra.Runs.Journal.StepOutcome(StepStatus.Failed, 1, new StepPayload());
        await Journal.CompleteStepAsync(run.Lease, 0, "first", 1, outcome, CancellationToken.None);
    }
}
