using System.Text.Json.Nodes;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Runs.Leases;

namespace Orchestra.Executor.Tests.Execution;

/// <summary><c>onResume: VERIFY</c>: a step found RUNNING is looked for before anything is sent again.</summary>
internal sealed class VerifyTests : ExecutorFixture
{
    private static JsonObject Body => new() { ["id"] = "{{ uuid() }}", ["at"] = "{{ now() }}" };

    [Test]
    public async Task What_took_effect_is_passed_without_its_answer_and_not_sent_again(CancellationToken cancellationToken)
    {
        var run = await ClaimAsync(Pay(), Seen(), Step("use", "/use/{{ steps.pay.response.body.id }}"), Step("other", "/other"));
        var next = await DieInFlightAsync(run, "/pay", cancellationToken);
        Target.On("/seen", 200, """{"state":"PAID"}""");

        await AdvanceAsync(next, cancellationToken);

        var steps = await StepsAsync(next);
        Assert.That(Sent("/pay"), Is.EqualTo(1));
        Assert.That(
            steps.Select(step => step.Status),
            Is.EqualTo((StepStatus[])[StepStatus.Passed, StepStatus.Passed, StepStatus.Skipped, StepStatus.Passed])
        );
        Assert.That((steps[0].Sends, steps[0].Payload.VerifiedBy, steps[0].Payload.Response), Is.EqualTo((1, "seen", (object?)null)));
        Assert.That(steps[0].Payload.Reason, Does.StartWith("verified by seen: ").And.Contain("no answer was seen"));
        Assert.That(steps[2].Payload.Reason, Does.Contain("pay").And.Contain("whose answer nobody saw"));
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("PASSED"));
    }

    [Test]
    public async Task What_was_verified_stays_without_an_answer_for_every_later_owner(CancellationToken cancellationToken)
    {
        var run = await ClaimAsync(Pay(), Seen(), Step("wait", "/wait"), Step("use", "/use/{{ steps.pay.response.body.id }}"));
        var second = await DieInFlightAsync(run, "/pay", cancellationToken);
        Target.On("/seen", 200, """{"state":"PAID"}""");
        var third = await DieInFlightAsync(second, "/wait", cancellationToken);

        await AdvanceAsync(third, cancellationToken);

        Assert.That((await StepsAsync(third))[3].Status, Is.EqualTo(StepStatus.Skipped));
        Assert.That(Sent("/pay"), Is.EqualTo(1));
    }

    [TestCase(200, """{"state":"OPEN"}""")]
    [TestCase(404, "{}")]
    public async Task What_did_not_take_effect_is_sent_again_with_the_same_key_and_bytes(
        int status,
        string answer,
        CancellationToken cancellationToken
    )
    {
        var run = await ClaimAsync(Pay(), Seen());
        var next = await DieInFlightAsync(run, "/pay", cancellationToken);
        Target.On("/seen", status, answer);

        await AdvanceAsync(next, cancellationToken);

        var sent = Target.Requests.Where(request => request.Target == "/pay").ToList();
        Assert.That(sent, Has.Count.EqualTo(2));
        Assert.That(sent[1].Body, Is.EqualTo(sent[0].Body));
        Assert.That(sent[1].Headers, Is.EqualTo(sent[0].Headers));
        Assert.That(sent[1].Header("Idempotency-Key"), Is.EqualTo($"{run.Lease.RunId}:0:1"));
        var pay = (await StepsAsync(next))[0];
        Assert.That((pay.Status, pay.Sends, pay.Payload.VerifiedBy), Is.EqualTo((StepStatus.Passed, 2, (string?)null)));
    }

    [TestCase(503)]
    [TestCase(401)]
    [TestCase(429)]
    public async Task A_look_that_is_refused_tells_nothing_and_nothing_is_sent_again(int status, CancellationToken cancellationToken)
    {
        var run = await ClaimAsync(Pay(), Seen());
        var next = await DieInFlightAsync(run, "/pay", cancellationToken);
        Target.On("/seen", status, "{}");

        await AdvanceAsync(next, cancellationToken);

        await UnknownAsync(next, "could not tell");
    }

    [Test]
    public async Task A_look_that_nobody_answers_tells_nothing(CancellationToken cancellationToken)
    {
        var run = await ClaimAsync(Pay(), Seen());
        var next = await DieInFlightAsync(run, "/pay", cancellationToken);
        Target.Hold("/seen");

        await AdvanceAsync(next, cancellationToken);

        await UnknownAsync(next, "could not tell (");
    }

    [TestCase(null)]
    [TestCase("gone")]
    [TestCase("other")]
    public async Task Without_an_assertion_to_look_by_it_is_unknown(string? by, CancellationToken cancellationToken)
    {
        var run = await ClaimAsync(Pay(by), Step("other", "/other"));
        var next = await DieInFlightAsync(run, "/pay", cancellationToken);

        await AdvanceAsync(next, cancellationToken);

        await UnknownAsync(next, "names no assertion");
    }

    [Test]
    public async Task An_owner_that_dies_while_it_looks_leaves_the_looking_to_the_next(CancellationToken cancellationToken)
    {
        var run = await ClaimAsync(Pay(), Seen());
        var second = await DieInFlightAsync(run, "/pay", cancellationToken);
        var third = await DieInFlightAsync(second, "/seen", cancellationToken);
        Target.On("/seen", 200, """{"state":"PAID"}""");

        await AdvanceAsync(third, cancellationToken);

        Assert.That(Sent("/pay"), Is.EqualTo(1));
        Assert.That((await StepsAsync(third))[0].Payload.VerifiedBy, Is.EqualTo("seen"));
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("PASSED"));
    }

    [Test]
    public async Task A_cancel_cuts_the_look_off(CancellationToken cancellationToken)
    {
        var run = await ClaimAsync(Pay(), Seen(timeoutMs: 60_000));
        var next = await DieInFlightAsync(run, "/pay", cancellationToken);
        Target.Hold("/seen");
        using var held = Hold(next);
        var advancing = Advancer.AdvanceAsync(next, held, CancellationToken.None, cancellationToken);
        while (Sent("/seen") == 0)
        {
            await Target.ArrivedAsync(cancellationToken);
        }

        held.Renewed(TimeProvider.System.GetTimestamp(), cancelRequested: true);
        await advancing;

        Assert.That(Sent("/pay"), Is.EqualTo(1));
        Assert.That((await StepsAsync(next)).Single().Status, Is.EqualTo(StepStatus.Unknown));
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("CANCELLED"));
    }

    private async Task UnknownAsync(ClaimedRun run, string reason)
    {
        var pay = (await StepsAsync(run))[0];
        Assert.That(Sent("/pay"), Is.EqualTo(1));
        Assert.That((pay.Status, pay.Sends), Is.EqualTo((StepStatus.Unknown, 1)));
        Assert.That(pay.Payload.Reason, Does.Contain(reason).And.EndWith("it was not sent again"));
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("BROKEN").Or.EqualTo("FAILED"));
    }

    private int Sent(string path) => Target.Requests.Count(request => request.Target == path);

    private ScenarioStep Pay(string? by = "seen") =>
        Step("pay", "/pay", "POST", new StepMeta { OnResume = ResumePolicy.Verify, VerifyBy = by }, Body);

    private ScenarioStep Seen(int timeoutMs = 100) =>
        Step("seen", "/seen", meta: new StepMeta { TimeoutMs = timeoutMs, PollIntervalMs = 10 }) with
        {
            Kind = StepKind.Assertion,
            Expectations = new StepExpectations
            {
                ExpectedStatusCode = 200,
                BusinessRules = [new BusinessRule("{{ response.body.state }}", "eq", "PAID")],
            },
        };
}
