using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Runs.Leases;
using Orchestra.Testing.Builders;
using Orchestra.Testing.Waiting;

namespace Orchestra.Executor.Tests.Execution;

/// <summary>SINGLE_STEP and FROM_STEP with the results that their plans bring, and STOP_ON_FIRST_FAILURE with steps in flight.</summary>
internal sealed class ModeTests : ExecutorFixture
{
    [TestCase(200, "PASSED", StepStatus.Passed)]
    [TestCase(500, "FAILED", StepStatus.Failed)]
    public async Task A_single_step_runs_alone_and_its_verdict_is_the_runs(
        int answer,
        string status,
        StepStatus step,
        CancellationToken cancellationToken
    )
    {
        Target.On("/read/x1", answer, "{}");
        var run = await ClaimAsync(
            RunMode.SingleStep,
            1,
            Given("""{"submit":{"response":{"statusCode":201,"headers":{},"body":{"id":"x1"}}}}"""),
            Step("submit", "/submit"),
            Step("read", "/read/{{ steps.submit.response.body.id }}"),
            Step("after", "/after")
        );

        await AdvanceAsync(run, cancellationToken);

        Assert.That(Target.Requests.Select(request => request.Target), Is.EqualTo((string[])["/read/x1"]));
        var row = (await StepsAsync(run)).Single();
        Assert.That((row.StepIndex, row.Status), Is.EqualTo((1, step)));
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo(status));
    }

    [TestCase("{}", "which has not run")]
    [TestCase("""{"submit":{"response":{"body":{}}}}""", "selects nothing")]
    public async Task A_single_step_that_cannot_be_sent_is_broken_and_does_not_pass_unseen(
        string steps,
        string message,
        CancellationToken cancellationToken
    )
    {
        var run = await ClaimAsync(
            RunMode.SingleStep,
            1,
            Given(steps),
            Step("submit", "/submit"),
            Step("read", "/read/{{ steps.submit.response.body.id }}")
        );

        await AdvanceAsync(run, cancellationToken);

        var row = (await StepsAsync(run)).Single();
        Assert.That(row.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(row.Payload.Violations.Single().Message, Does.Contain(message));
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("BROKEN"));
        Assert.That(Target.Requests, Is.Empty);
    }

    [Test]
    public async Task A_single_step_in_flight_is_waited_for(CancellationToken cancellationToken)
    {
        Target.On("/pay", 500, "{}");
        var run = await ClaimAsync(RunMode.SingleStep, 0, null, Detached("pay", "/pay"), Step("next", "/next"));

        await AdvanceAsync(run, cancellationToken);

        Assert.That((await StepsAsync(run)).Single().Status, Is.EqualTo(StepStatus.Failed));
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("FAILED"));
    }

    [Test]
    public async Task A_run_from_a_step_reads_what_its_plan_brings_until_the_step_itself_has_run(CancellationToken cancellationToken)
    {
        Target.On("/two", 200, """{"n":2}""");
        var run = await ClaimAsync(
            RunMode.FromStep,
            1,
            Given("""{"one":{"exports":{"n":1}},"two":{"response":{"body":{"n":"old"}}}}"""),
            Step("one", "/one"),
            Step("two", "/two"),
            Step("three", "/{{ steps.one.exports.n }}/{{ steps.two.response.body.n }}")
        );

        await AdvanceAsync(run, cancellationToken);

        Assert.That(Target.Requests.Select(request => request.Target), Is.EqualTo((string[])["/two", "/1/2"]));
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("PASSED"));
    }

    [Test]
    public async Task The_next_owner_of_a_run_from_a_step_sees_the_same_results(CancellationToken cancellationToken)
    {
        var run = await ClaimAsync(
            RunMode.FromStep,
            1,
            Given("""{"one":{"response":{"body":{"n":1}}}}"""),
            Step("one", "/one"),
            Step("two", "/two", "PUT", body: new JsonObject { ["n"] = "{{ steps.one.response.body.n }}" })
        );
        var next = await DieInFlightAsync(run, "/two", cancellationToken);

        await AdvanceAsync(next, cancellationToken);

        Assert.That(Target.Requests.Select(request => request.Text), Is.EqualTo((string[])["""{"n":1}""", """{"n":1}"""]));
        Assert.That((await StepsAsync(next)).Single().Sends, Is.EqualTo(2));
    }

    [Test]
    public async Task What_was_masked_in_the_earlier_run_is_no_value_in_this_one(CancellationToken cancellationToken)
    {
        var given = Given("""{"login":{"response":{"statusCode":200,"headers":{},"body":{}}}}""");
        given["withheld"] = new JsonArray("$['steps']['login']['response']['headers']['set-cookie']");
        var run = await ClaimAsync(
            RunMode.FromStep,
            1,
            given,
            Step("login", "/login"),
            Step("read", "/read/{{ steps.login.response.headers['set-cookie'] }}")
        );

        await AdvanceAsync(run, cancellationToken);

        Assert.That(Target.Requests, Is.Empty);
        Assert.That((await StepsAsync(run)).Single().Status, Is.EqualTo(StepStatus.Broken));
    }

    [Test]
    public async Task Stop_on_first_failure_skips_the_rest_when_a_step_in_flight_fails(CancellationToken cancellationToken)
    {
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Target.On("/slow", 500, "{}");
        Target.On("/fast", context => failed.Task.WaitAsync(context.RequestAborted));
        var run = await ClaimAsync(
            RunMode.StopOnFirstFailure,
            0,
            null,
            Detached("slow", "/slow"),
            Step("fast", "/fast"),
            Step("next", "/next"),
            BarrierOf("slow")
        );
        var advancing = AdvanceAsync(run, cancellationToken);
        await Eventually.IsTrueAsync(
            async () => (await StepsAsync(run)).Any(step => step.Status == StepStatus.Failed),
            TimeSpan.FromSeconds(20),
            "the step in flight has failed"
        );

        failed.SetResult();
        await advancing;

        Assert.That(
            (await StepsAsync(run)).Select(step => step.Status),
            Is.EqualTo((StepStatus[])[StepStatus.Failed, StepStatus.Passed, StepStatus.Skipped, StepStatus.Skipped])
        );
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("FAILED"));
    }

    [Test]
    public async Task Stop_on_first_failure_waits_for_what_is_in_flight_and_skips_its_barrier(CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Target.On("/slow", context => answer.Task.WaitAsync(context.RequestAborted));
        Target.On("/bad", 500, "{}");
        var run = await ClaimAsync(
            RunMode.StopOnFirstFailure,
            0,
            null,
            Detached("slow", "/slow"),
            Step("bad", "/bad"),
            BarrierOf("slow"),
            Step("next", "/next")
        );
        var advancing = AdvanceAsync(run, cancellationToken);
        await Eventually.IsTrueAsync(
            async () => (await StepsAsync(run)).Count(step => step.Status == StepStatus.Skipped) == 2,
            TimeSpan.FromSeconds(20),
            "the rest is skipped"
        );

        Assert.That(advancing.IsCompleted, Is.False, "what has gone out belongs to the run");
        answer.SetResult();
        await advancing;

        Assert.That(
            (await StepsAsync(run)).Select(step => step.Status),
            Is.EqualTo((StepStatus[])[StepStatus.Passed, StepStatus.Failed, StepStatus.Skipped, StepStatus.Skipped])
        );
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("FAILED"));
    }

    private static JsonObject Given(string steps) => new() { ["steps"] = JsonNode.Parse(steps) };

    private async Task<ClaimedRun> ClaimAsync(RunMode mode, int start, JsonObject? initial, params ScenarioStep[] steps)
    {
        var plan = A.Plan(steps) with { InitialContext = initial };
        await Database.App.AcceptAsync(Tenant, A.Run(plan, mode: mode) with { StartStepIndex = start });
        await Scheduling.PromoteAsync(CancellationToken.None);
        return (await Leases.ClaimAsync("test", 1, Ttl, CancellationToken.None)).Single();
    }

    private ScenarioStep Detached(string alias, string path)
    {
        var step = Step(alias, path);
        return step with { Action = step.Action with { Mode = ActionMode.FireAndForget } };
    }

    private ScenarioStep BarrierOf(string tracked) =>
        Step("barrier", "/", meta: new StepMeta { TrackedSteps = [tracked] }) with
        {
            Kind = StepKind.Barrier,
        };
}
