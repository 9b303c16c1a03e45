using Microsoft.AspNetCore.Http;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Runs.Leases;
using Orchestra.Testing.Waiting;

namespace Orchestra.Executor.Tests.Execution;

/// <summary>FIRE_AND_FORGET steps and the barriers that wait for them.</summary>
internal sealed class InFlightTests : ExecutorFixture
{
    [Test]
    public async Task The_next_step_goes_out_while_one_is_in_flight_and_the_barrier_waits_for_it(CancellationToken cancellationToken)
    {
        var answer = Answer("/slow", 201, """{"id":"x1"}""");
        var run = await ClaimAsync(
            Detached("slow", "/slow"),
            Step("fast", "/fast"),
            BarrierOf("slow"),
            Step("read", "/read/{{ steps.slow.response.body.id }}")
        );
        Target.On(
            "/fast",
            async _ =>
            {
                // Answered only when both have gone out: neither waits for the other.
                await BothAsync("/slow", "/fast");
                answer.SetResult();
            }
        );

        await AdvanceAsync(run, cancellationToken);

        Assert.That(Target.Requests, Has.Count.EqualTo(3));
        Assert.That(Target.Requests[2].Target, Is.EqualTo("/read/x1"));
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("PASSED"));
        Assert.That((await StepsAsync(run)).Select(step => (step.Status, step.Sends)), Is.All.EqualTo((StepStatus.Passed, 1)));
    }

    [Test]
    public async Task Before_its_barrier_nobody_reads_a_result_however_fast_it_came(CancellationToken cancellationToken)
    {
        var run = await ClaimAsync(Detached("quick", "/quick"), Step("read", "/read/{{ steps.quick.response.statusCode }}"));
        Target.On("/quick", 200, "{}");

        await AdvanceAsync(run, cancellationToken);

        Assert.That(Target.Requests.Select(request => request.Target), Is.EqualTo((string[])["/quick"]));
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("BROKEN"), "the plan is wrong, and says so every time");
    }

    [Test]
    public async Task The_end_of_the_run_waits_for_what_no_barrier_tracks(CancellationToken cancellationToken)
    {
        var answer = Answer("/slow", 500, "{}");
        var run = await ClaimAsync(Detached("slow", "/slow"), Step("fast", "/fast"));
        var advancing = AdvanceAsync(run, cancellationToken);
        await EndedAsync(run, "fast is through", step: 1);

        Assert.That(advancing.IsCompleted, Is.False);
        answer.SetResult();
        await advancing;

        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("FAILED"));
    }

    [TestCase(null, "the run ends here", StepStatus.Failed, StepStatus.Skipped)]
    [TestCase(BarrierReaction.AbortRun, "the run ends here", StepStatus.Failed, StepStatus.Skipped)]
    [TestCase(BarrierReaction.AbortSuite, "the suite run ends here", StepStatus.Failed, StepStatus.Skipped)]
    [TestCase(BarrierReaction.Continue, "went on: slow is FAILED", StepStatus.Passed, StepStatus.Passed)]
    public async Task A_barrier_reacts_to_a_tracked_step_that_did_not_pass(
        BarrierReaction? reaction,
        string reason,
        StepStatus barrier,
        StepStatus next,
        CancellationToken cancellationToken
    )
    {
        Target.On("/slow", 500, "{}");
        var run = await ClaimAsync(Detached("slow", "/slow"), BarrierOf("slow", reaction), Step("next", "/next"));

        await AdvanceAsync(run, cancellationToken);

        var steps = await StepsAsync(run);
        Assert.That(steps.Select(step => step.Status), Is.EqualTo((StepStatus[])[StepStatus.Failed, barrier, next]));
        Assert.That(steps[1].Payload.Reason, Does.Contain(reason));
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("FAILED"));
    }

    [Test]
    public async Task A_barrier_also_looks_at_steps_that_ended_before_it(CancellationToken cancellationToken)
    {
        Target.On("/first", 500, "{}");
        var run = await ClaimAsync(Step("first", "/first"), BarrierOf("first"), Step("next", "/next"));

        await AdvanceAsync(run, cancellationToken);

        Assert.That(Target.Requests.Select(request => request.Target), Is.EqualTo((string[])["/first"]));
        Assert.That((await StepsAsync(run))[2].Payload.Reason, Does.Contain("the barrier barrier ended the run"));
    }

    [Test]
    public async Task A_barrier_whose_time_is_over_says_what_is_still_under_way(CancellationToken cancellationToken)
    {
        var answer = Answer("/slow", 200, "{}");
        var run = await ClaimAsync(Detached("slow", "/slow"), BarrierOf("slow", timeoutMs: 50), Step("next", "/next"));
        var advancing = AdvanceAsync(run, cancellationToken);
        await EndedAsync(run, "the step after the barrier is decided", step: 2);
        answer.SetResult();
        await advancing;

        var steps = await StepsAsync(run);
        Assert.That(
            steps.Select(step => step.Status),
            Is.EqualTo((StepStatus[])[StepStatus.Passed, StepStatus.Failed, StepStatus.Skipped])
        );
        Assert.That(steps[1].Payload.Violations.Single().Message, Is.EqualTo("still under way after 50 ms: slow"));
    }

    [TestCase("GET", StepStatus.Passed, 2)]
    [TestCase("POST", StepStatus.Unknown, 1)]
    public async Task After_a_crash_only_what_had_not_ended_is_decided_again(
        string method,
        StepStatus expected,
        int sends,
        CancellationToken cancellationToken
    )
    {
        Target.On("/done", 200, """{"id":"d"}""");
        var claimed = await ClaimAsync(
            Detached("done", "/done", method),
            Detached("lost", "/lost", method),
            Step("last", "/last"),
            BarrierOf("done", BarrierReaction.Continue, also: "lost"),
            Step("read", "/read/{{ steps.done.response.body.id }}")
        );
        Target.Hold("/last");
        Target.Hold("/lost");
        using var death = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var held = Hold(claimed);
        var advancing = Advancer.AdvanceAsync(claimed, held, CancellationToken.None, death.Token);
        await EndedAsync(claimed, "the first has ended", step: 0);
        await Eventually.IsTrueAsync(
            () => Task.FromResult(Target.Requests.Count == 3),
            TimeSpan.FromSeconds(20),
            "all three have gone out"
        );
        await death.CancelAsync();
        Assert.That(() => advancing, Throws.InstanceOf<OperationCanceledException>());
        Target.On("/lost", 200, "{}");
        Target.On("/last", 200, "{}");

        var next = await TakeOverAsync(claimed);
        await AdvanceAsync(next, cancellationToken);

        var steps = await StepsAsync(next);
        Assert.That((steps[0].Status, steps[0].Sends), Is.EqualTo((StepStatus.Passed, 1)), "what had ended is not sent again");
        Assert.That((steps[1].Status, steps[1].Sends), Is.EqualTo((expected, sends)));
        Assert.That(Target.Requests[^1].Target, Is.EqualTo("/read/d"));
    }

    [Test]
    public async Task A_stopping_executor_hands_over_when_what_is_in_flight_has_ended(CancellationToken cancellationToken)
    {
        var answer = Answer("/slow", 200, "{}");
        using var stopping = new CancellationTokenSource();
        var run = await ClaimAsync(Detached("slow", "/slow"), Step("second", "/second"), Step("third", "/third"));
        Target.On("/second", _ => stopping.CancelAsync());
        using var held = Hold(run);
        var advancing = Advancer.AdvanceAsync(run, held, stopping.Token, cancellationToken);
        await EndedAsync(run, "the second step has ended", step: 1);
        answer.SetResult();
        await advancing;

        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("QUEUED"));
        var next = (await Leases.ClaimAsync("next", 1, Ttl, cancellationToken)).Single();
        await AdvanceAsync(next, cancellationToken);
        Assert.That(Target.Requests.Select(request => request.Target), Is.EquivalentTo((string[])["/slow", "/second", "/third"]));
        Assert.That(Target.Requests[2].Target, Is.EqualTo("/third"), "nothing is sent twice");
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("PASSED"));
    }

    [Test]
    public async Task Stop_on_first_failure_heeds_what_failed_in_flight(CancellationToken cancellationToken)
    {
        Target.On("/bad", 500, "{}");
        var run = await ClaimAsync(RunMode.StopOnFirstFailure, Detached("bad", "/bad"), Step("wait", "/wait"), Step("next", "/next"));
        Target.On("/wait", _ => EndedAsync(run, "the step in flight has ended", step: 0));

        await AdvanceAsync(run, cancellationToken);

        Assert.That(Target.Requests.Select(request => request.Target), Is.EquivalentTo((string[])["/bad", "/wait"]));
        Assert.That((await StepsAsync(run))[2].Status, Is.EqualTo(StepStatus.Skipped));
    }

    [Test]
    public async Task A_cancel_ends_what_is_under_way_in_its_middle(CancellationToken cancellationToken)
    {
        Target.Hold("/slow");
        Target.Hold("/held");
        Target.Hold("/look");
        var run = await ClaimAsync(Detached("slow", "/slow", "POST"), Detached("held", "/held"), Looking("look"), Step("next", "/next"));
        using var held = Hold(run);
        var advancing = Advancer.AdvanceAsync(run, held, CancellationToken.None, cancellationToken);
        await Eventually.IsTrueAsync(
            () => Task.FromResult(Target.Requests.Count == 3),
            TimeSpan.FromSeconds(20),
            "all three have gone out"
        );

        held.Renewed(TimeProvider.System.GetTimestamp(), cancelRequested: true);
        await advancing.WaitAsync(TimeSpan.FromSeconds(10), cancellationToken);

        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("CANCELLED"));
        var steps = await StepsAsync(run);
        Assert.That(
            steps.Select(step => step.Status),
            Is.EqualTo((StepStatus[])[StepStatus.Unknown, StepStatus.Unknown, StepStatus.Skipped]),
            "a request may have taken effect, a look has none"
        );
        Assert.That(steps.Select(step => step.Payload.Reason), Is.All.Contains("the run was cancelled while the step was under way"));
    }

    private ScenarioStep Detached(string alias, string path, string method = "GET")
    {
        var step = Step(alias, path, method);
        return step with { Action = step.Action with { Mode = ActionMode.FireAndForget } };
    }

    private ScenarioStep Looking(string alias) => Step(alias, "/" + alias) with { Kind = StepKind.Assertion };

    private ScenarioStep BarrierOf(string tracked, BarrierReaction? reaction = null, int? timeoutMs = null, string? also = null)
    {
        var meta = new StepMeta
        {
            TrackedSteps = also is null ? [tracked] : [tracked, also],
            OnFailure = reaction,
            TimeoutMs = timeoutMs,
        };
        return Step("barrier", "/", meta: meta) with { Kind = StepKind.Barrier };
    }

    // Answers when the test says so.
    private TaskCompletionSource Answer(string path, int status, string body)
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Target.On(
            path,
            async context =>
            {
                await answer.Task.WaitAsync(context.RequestAborted);
                context.Response.StatusCode = status;
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(body);
            }
        );
        return answer;
    }

    private Task BothAsync(string one, string other) =>
        Eventually.IsTrueAsync(
            () => Task.FromResult(Target.Requests.Select(request => request.Target).ToHashSet().IsSupersetOf([one, other])),
            TimeSpan.FromSeconds(20),
            $"{one} and {other} have gone out"
        );

    private Task EndedAsync(ClaimedRun run, string what, int step) =>
        Eventually.IsTrueAsync(
            async () => (await StepsAsync(run)).Any(entry => entry.StepIndex == step && entry.Status != StepStatus.Running),
            TimeSpan.FromSeconds(20),
            what
        );
}
