using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Executor.Leasing;
using Orchestra.Runs.Intake;
using Orchestra.Testing.Builders;
using Orchestra.Testing.Time;
using Orchestra.Testing.Waiting;

namespace Orchestra.Executor.Tests.Execution;

internal sealed class RunAdvancerTests : ExecutorFixture
{
    [Test]
    public async Task Steps_run_one_after_the_other_and_later_ones_read_earlier_answers(CancellationToken cancellationToken)
    {
        Target.On("/a", 201, """{"id":"x1"}""");
        var run = await ClaimAsync(
            Step("make", "/a", "POST", body: new JsonObject { ["amount"] = 5 }),
            Step("read", "/b?id={{ steps.make.response.body.id }}")
        );

        await AdvanceAsync(run, cancellationToken);

        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("PASSED"));
        Assert.That(
            Target.Requests.Select(request => $"{request.Method} {request.Target}"),
            Is.EqualTo((string[])["POST /a", "GET /b?id=x1"])
        );
        Assert.That(Target.Requests.Select(request => request.Header("x-correlation-id")), Is.All.EqualTo(run.CorrelationId));
        Assert.That(Target.Requests[0].Text, Is.EqualTo("""{"amount":5}"""));
        var steps = await StepsAsync(run);
        Assert.That(steps.Select(step => (step.Status, step.Sends)), Is.All.EqualTo((StepStatus.Passed, 1)));
        Assert.That(steps[0].Payload.Response!.StatusCode, Is.EqualTo(201));
    }

    [Test]
    public async Task All_steps_run_although_one_failed_and_the_run_failed(CancellationToken cancellationToken)
    {
        Target.On("/a", 500, "{}");
        var run = await ClaimAsync(Step("first", "/a"), Step("second", "/b"));

        await AdvanceAsync(run, cancellationToken);

        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("FAILED"));
        Assert.That((await StepsAsync(run)).Select(step => step.Status), Is.EqualTo((StepStatus[])[StepStatus.Failed, StepStatus.Passed]));
    }

    [Test]
    public async Task Stop_on_first_failure_skips_what_follows(CancellationToken cancellationToken)
    {
        Target.On("/a", 500, "{}");
        var run = await ClaimAsync(RunMode.StopOnFirstFailure, Step("first", "/a"), Step("second", "/b"), Step("third", "/c"));

        await AdvanceAsync(run, cancellationToken);

        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("FAILED"));
        Assert.That(Target.Requests, Has.Count.EqualTo(1));
        var steps = await StepsAsync(run);
        Assert.That(
            steps.Select(step => step.Status),
            Is.EqualTo((StepStatus[])[StepStatus.Failed, StepStatus.Skipped, StepStatus.Skipped])
        );
        Assert.That(steps[2].Payload.Reason, Does.Contain("STOP_ON_FIRST_FAILURE"));
    }

    [Test]
    public async Task A_step_that_needs_a_missing_output_is_skipped_and_says_whose(CancellationToken cancellationToken)
    {
        Target.On("/a", 500, "{}");
        var run = await ClaimAsync(Step("first", "/a"), Step("second", "/b/{{ steps.first.response.body.id }}"), Step("third", "/c"));

        await AdvanceAsync(run, cancellationToken);

        var steps = await StepsAsync(run);
        Assert.That(
            steps.Select(step => step.Status),
            Is.EqualTo((StepStatus[])[StepStatus.Failed, StepStatus.Skipped, StepStatus.Passed])
        );
        Assert.That(steps[1].Payload.Reason, Does.Contain("the step first, which is FAILED"));
        Assert.That(Target.Requests.Select(request => request.Target), Is.EqualTo((string[])["/a", "/c"]));
    }

    [Test]
    public async Task A_retry_is_an_attempt_of_its_own_with_a_new_key_and_a_pass_after_it_is_flaky(CancellationToken cancellationToken)
    {
        Target.OnEach("/a", (503, "{}"), (503, "{}"), (200, "{}"));
        var retry = new RetryPolicy(5, BackoffMs: 1, On: [RetryCause.Failed]);
        var body = new JsonObject { ["id"] = "{{ uuid() }}" };
        var run = await ClaimAsync(Step("first", "/a", "POST", new StepMeta { Retry = retry }, body));

        await AdvanceAsync(run, cancellationToken);

        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("PASSED"));
        Assert.That(
            (await StepsAsync(run)).Select(step => (step.Attempt, step.Status)),
            Is.EqualTo(((int, StepStatus)[])[(1, StepStatus.Failed), (2, StepStatus.Failed), (3, StepStatus.Flaky)])
        );
        Assert.That(
            Target.Requests.Select(request => request.Header("Idempotency-Key")),
            Is.EqualTo(Enumerable.Range(1, 3).Select(attempt => $"{run.Lease.RunId}:0:{attempt}"))
        );
        Assert.That(Target.Requests.Select(request => request.Text), Is.Unique, "another attempt draws other values");
    }

    [Test]
    public async Task By_default_a_failed_step_is_not_retried_and_attempts_are_bounded(CancellationToken cancellationToken)
    {
        Target.On("/a", 500, "{}");
        var failed = Step("failed", "/a", meta: new StepMeta { Retry = new RetryPolicy(3, 1) });
        var broken = A.Step("broken", "http://127.0.0.1:1/") with
        {
            Action = new ActionDefinition
            {
                InputTemplate = new StepInput { Url = "http://127.0.0.1:1/" },
                Meta = new StepMeta { Retry = new RetryPolicy(3, 1) },
            },
        };
        var run = await ClaimAsync(failed, broken);

        await AdvanceAsync(run, cancellationToken);

        Assert.That(
            (await StepsAsync(run)).Select(step => (step.StepIndex, step.Attempt, step.Status)),
            Is.EqualTo(
                ((int, int, StepStatus)[])
                    [(0, 1, StepStatus.Failed), (1, 1, StepStatus.Broken), (1, 2, StepStatus.Broken), (1, 3, StepStatus.Broken)]
            )
        );
    }

    [Test]
    public async Task A_cancel_stops_before_the_next_step(CancellationToken cancellationToken)
    {
        var run = await ClaimAsync(Step("first", "/a"), Step("second", "/b"));
        Target.On(
            "/a",
            async context =>
            {
                await CancelAsync(run.Lease.RunId);
                context.Response.StatusCode = 200;
            }
        );

        await AdvanceAsync(run, cancellationToken);

        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("CANCELLED"));
        Assert.That(Target.Requests, Has.Count.EqualTo(1));
        Assert.That((await StepsAsync(run)).Single().Status, Is.EqualTo(StepStatus.Passed), "what was sent has its result");
    }

    [Test]
    public async Task A_lease_lost_in_mid_step_writes_nothing(CancellationToken cancellationToken)
    {
        var run = await ClaimAsync(Step("first", "/a"), Step("second", "/b"));
        var before = "";
        Target.On(
            "/a",
            async context =>
            {
                await TakeOverAsync(run);
                before = await ContentAsync(run.Lease.RunId);
                context.Response.StatusCode = 200;
            }
        );

        await AdvanceAsync(run, cancellationToken);

        Assert.That(before, Does.Contain("RUNNING"));
        Assert.That(await ContentAsync(run.Lease.RunId), Is.EqualTo(before));
        Assert.That(Target.Requests, Has.Count.EqualTo(1), "no further step is sent");
    }

    [Test]
    public async Task A_lease_that_could_not_be_renewed_starts_no_step(CancellationToken cancellationToken)
    {
        var run = await ClaimAsync(Step("first", "/a"));
        var time = new ManualTimeProvider();
        using var held = new HeldLease(run.Lease, Ttl, time.GetTimestamp(), time);
        time.Advance(Ttl * 0.9);

        await Advancer.AdvanceAsync(run, held, CancellationToken.None, cancellationToken);

        Assert.That(Target.Requests, Is.Empty);
        Assert.That(await StepsAsync(run), Is.Empty);
    }

    [Test]
    public async Task A_lease_that_ran_short_while_the_start_was_committed_sends_nothing(CancellationToken cancellationToken)
    {
        var run = await ClaimAsync(Step("first", "/a"));
        var time = new ManualTimeProvider();
        using var held = new HeldLease(run.Lease, Ttl, time.GetTimestamp(), time);
        await using var blocker = await Database.Worker.OpenConnectionAsync(cancellationToken);
        await using var transaction = await blocker.BeginTransactionAsync(cancellationToken);
        await using var take = blocker.CreateCommand();
        take.CommandText = $"select 1 from runs.test_run where id = '{run.Lease.RunId}' for update";
        await take.ExecuteNonQueryAsync(cancellationToken);

        var advancing = Advancer.AdvanceAsync(run, held, CancellationToken.None, cancellationToken);
        await Eventually.IsTrueAsync(
            () => Database.ScalarAsync<bool>("select exists (select 1 from pg_locks where not granted)"),
            TimeSpan.FromSeconds(20),
            "the start of the step waits for the row"
        );
        time.Advance(Ttl * 0.9);
        await transaction.RollbackAsync(cancellationToken);
        await advancing;

        Assert.That(Target.Requests, Is.Empty);
        Assert.That((await StepsAsync(run)).Single().Status, Is.EqualTo(StepStatus.Running), "the next owner decides what becomes of it");
    }

    [TestCase("""{"id":"\ud800"}""")]
    [TestCase("""{"id":1e200000}""")]
    public async Task An_answer_that_the_journal_cannot_hold_ends_the_step_and_does_not_stick_the_run(
        string body,
        CancellationToken cancellationToken
    )
    {
        Target.On("/a", 200, body);
        var run = await ClaimAsync(Step("first", "/a", "POST"), Step("second", "/b"));

        await AdvanceAsync(run, cancellationToken);

        var first = (await StepsAsync(run))[0];
        Assert.That((first.Status, first.Sends), Is.EqualTo((StepStatus.Broken, 1)));
        Assert.That(first.Payload.Violations.Single().Code, Is.EqualTo("body-unstorable"));
        Assert.That(first.Payload.Response!.Body!.GetValue<string>(), Is.EqualTo(body));
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("BROKEN"));
    }

    [Test]
    public async Task Later_steps_read_what_earlier_ones_exported(CancellationToken cancellationToken)
    {
        Target.On("/a", 201, """{"id":"x1"}""");
        var meta = new StepMeta { ExportAs = new Dictionary<string, JsonNode?> { ["order"] = "{{ response.body.id }}" } };
        var run = await ClaimAsync(Step("make", "/a", "POST", meta), Step("read", "/b?id={{ steps.make.exports.order }}"));

        await AdvanceAsync(run, cancellationToken);

        Assert.That(Target.Requests.Select(request => request.Target), Is.EqualTo((string[])["/a", "/b?id=x1"]));
        Assert.That((await StepsAsync(run))[0].Payload.Exports!.ToJsonString(), Is.EqualTo("""{"order":"x1"}"""));
    }

    [Test]
    public async Task A_stopping_executor_hands_over_between_steps_without_an_attempt(CancellationToken cancellationToken)
    {
        using var stopping = new CancellationTokenSource();
        Target.On(
            "/a",
            async context =>
            {
                await stopping.CancelAsync();
                context.Response.StatusCode = 200;
            }
        );
        var run = await ClaimAsync(Step("first", "/a"), Step("second", "/b"));
        using (var held = Hold(run))
        {
            await Advancer.AdvanceAsync(run, held, stopping.Token, cancellationToken);
        }

        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("QUEUED"));
        var next = (await Leases.ClaimAsync("next", 1, Ttl, cancellationToken)).Single();
        await AdvanceAsync(next, cancellationToken);

        Assert.That(next.Attempt, Is.EqualTo(1));
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("PASSED"));
        Assert.That(Target.Requests.Select(request => request.Target), Is.EqualTo((string[])["/a", "/b"]), "nothing is sent twice");
    }

    [Test]
    public async Task A_channel_without_a_plugin_is_broken_and_says_so(CancellationToken cancellationToken)
    {
        var run = await ClaimAsync(Step("first", "/a") with { ChannelType = ChannelType.Job });

        await AdvanceAsync(run, cancellationToken);

        var step = (await StepsAsync(run)).Single();
        Assert.That(step.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(step.Payload.Violations.Single().Message, Is.EqualTo("this build has no plug-in for Job"));
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("BROKEN"));
    }

    [Test]
    public async Task A_barrier_with_nothing_in_flight_passes_at_once(CancellationToken cancellationToken)
    {
        var run = await ClaimAsync(Step("barrier", "/a") with { Kind = StepKind.Barrier });

        await AdvanceAsync(run, cancellationToken);

        Assert.That(Target.Requests, Is.Empty);
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("PASSED"));
    }

    private Task CancelAsync(Guid runId) =>
        Database.App.InTenantAsync(Tenant, connection => RunIntake.CancelAsync(connection, Tenant, runId, CancellationToken.None));

    private Task<string> ContentAsync(Guid runId) =>
        Database.ScalarAsync<string>(
            $"""
            select concat_ws(' | ', (select r::text from runs.test_run r where id = '{runId}'),
                (select string_agg(s::text, ';' order by step_index, attempt) from runs.step_result s where run_id = '{runId}'),
                (select string_agg(e::text, ';' order by seq) from runs.run_event e where run_id = '{runId}'))
            """
        );
}
