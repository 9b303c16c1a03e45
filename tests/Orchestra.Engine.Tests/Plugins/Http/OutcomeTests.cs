using Microsoft.AspNetCore.Http;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Tests.Plugins.Http;

/// <summary>FAILED means that the SUT is wrong, BROKEN that we could not tell (LEDGER.md, "States").</summary>
internal sealed class OutcomeTests : HttpPluginFixture
{
    [Test]
    public async Task A_refused_connection_is_broken()
    {
        var verdict = await ExecuteAsync(Step(new StepInput { Url = "http://127.0.0.1:1/" }));

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(Told(verdict), Is.EqualTo((string[])["NetworkError network.refused"]));
    }

    [Test]
    public async Task A_failed_lookup_is_broken()
    {
        var verdict = await ExecuteAsync(Step(new StepInput { Url = "http://no-such-host.invalid/" }));

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(verdict.Payload.Violations.Single().Type, Is.EqualTo(ViolationType.NetworkError));
    }

    [Test]
    public async Task A_reset_connection_is_broken()
    {
        Target.On(
            "/a",
            context =>
            {
                context.Abort();
                return Task.CompletedTask;
            }
        );

        var verdict = await ExecuteAsync(Get());

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(Told(verdict), Is.EqualTo((string[])["NetworkError network.reset"]));
    }

    [Test]
    public async Task A_request_that_was_accepted_and_not_answered_in_time_failed()
    {
        Target.Hold("/a");

        var verdict = await ExecuteAsync(Get(meta: new StepMeta { TimeoutMs = 150 }));

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Failed));
        Assert.That(Told(verdict), Is.EqualTo((string[])["Timeout timeout"]));
        Assert.That(verdict.Payload.Violations.Single().Message, Does.Contain("within 150 ms"));
        Assert.That(verdict.Payload.Request!.Url, Does.EndWith("/a"), "the report shows what was sent");
    }

    [Test]
    public async Task A_blocked_address_is_broken_and_nothing_arrives()
    {
        var verdict = await ExecuteAsync(Get(), policy: OutboundPolicy.PublicOnly);

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(verdict.Payload.Violations.Single().Type, Is.EqualTo(ViolationType.OutboundBlocked));
        Assert.That(Target.Requests, Is.Empty);
    }

    [TestCase("ftp://127.0.0.1/a")]
    [TestCase("/a")]
    [TestCase("http://user:pw@[::1")]
    public async Task A_url_that_is_none_is_broken(string url)
    {
        var verdict = await ExecuteAsync(Step(new StepInput { Url = url }));

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(Told(verdict), Is.EqualTo((string[])["ValidationError request"]));
    }

    [Test]
    public async Task Giving_up_throws_and_makes_no_verdict(CancellationToken cancellationToken)
    {
        Target.Hold("/a");
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var executing = ExecuteAsync(Get(), cancellationToken: abandon.Token);
        await Target.ArrivedAsync(cancellationToken);

        await abandon.CancelAsync();

        Assert.That(() => executing, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task An_assertion_looks_again_until_its_rules_hold()
    {
        Target.OnEach("/a", (404, "{}"), (200, """{"status":"OPEN"}"""), (200, "{}"), (200, """{"status":"DONE"}"""));
        var done = new StepExpectations { BusinessRules = [new BusinessRule("{{ response.body.status }}", "eq", "DONE")] };

        var verdict = await ExecuteAsync(Get(done, new StepMeta { PollIntervalMs = 10 }, StepKind.Assertion));

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Passed));
        Assert.That(verdict.Payload.Polls, Is.EqualTo(4));
        Assert.That(verdict.Payload.SettlingTimeMs, Is.GreaterThanOrEqualTo(30));
        Assert.That(Target.Requests, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task An_assertion_whose_time_is_over_failed_and_shows_its_last_look()
    {
        Target.On("/a", 200, """{"status":"OPEN"}""");
        var done = new StepExpectations { BusinessRules = [new BusinessRule("{{ response.body.status }}", "eq", "DONE")] };

        var verdict = await ExecuteAsync(Get(done, new StepMeta { PollIntervalMs = 20, TimeoutMs = 300 }, StepKind.Assertion));

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Failed));
        Assert.That(Told(verdict), Is.EqualTo((string[])["Timeout poll-timeout", "BusinessRuleViolation rule.eq"]));
        Assert.That(verdict.Payload.Polls, Is.EqualTo(Target.Requests.Count).And.GreaterThan(1));
    }

    [Test]
    public async Task A_look_that_the_end_of_an_assertion_cut_off_does_not_hide_the_complete_one_before_it()
    {
        var looks = 0;
        Target.On(
            "/a",
            context =>
                Interlocked.Increment(ref looks) == 1
                    ? context.Response.WriteAsJsonAsync(new { status = "OPEN" })
                    : Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted)
        );
        var done = new StepExpectations { BusinessRules = [new BusinessRule("{{ response.body.status }}", "eq", "DONE")] };

        var verdict = await ExecuteAsync(Get(done, new StepMeta { PollIntervalMs = 10, TimeoutMs = 500 }, StepKind.Assertion));

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Failed));
        Assert.That(Told(verdict), Is.EqualTo((string[])["Timeout poll-timeout", "BusinessRuleViolation rule.eq"]));
        Assert.That(verdict.Payload.Polls, Is.EqualTo(2));
    }

    [Test]
    public async Task A_connection_that_breaks_later_does_not_hide_what_was_answered()
    {
        var looks = 0;
        Target.On(
            "/a",
            context =>
            {
                if (Interlocked.Increment(ref looks) == 1)
                {
                    return context.Response.WriteAsJsonAsync(new { status = "OPEN" });
                }

                context.Abort();
                return Task.CompletedTask;
            }
        );
        var done = new StepExpectations { BusinessRules = [new BusinessRule("{{ response.body.status }}", "eq", "DONE")] };

        var verdict = await ExecuteAsync(Get(done, new StepMeta { PollIntervalMs = 20, TimeoutMs = 300 }, StepKind.Assertion));

        Assert.That(looks, Is.GreaterThan(1));
        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Failed), "a poll that ran out is the SUT's fault");
        Assert.That(Told(verdict), Is.EqualTo((string[])["Timeout poll-timeout", "BusinessRuleViolation rule.eq"]));
    }

    [Test]
    public async Task An_assertion_that_never_reached_anybody_is_broken()
    {
        var meta = new StepMeta { PollIntervalMs = 10, TimeoutMs = 100 };
        var verdict = await ExecuteAsync(Step(new StepInput { Url = "http://127.0.0.1:1/" }, meta: meta, kind: StepKind.Assertion));

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken), "a refused connection says nothing of the SUT's answers");
        Assert.That(verdict.Payload.Violations.Select(violation => violation.Type), Does.Contain(ViolationType.NetworkError));
    }

    [Test]
    public async Task An_assertion_does_not_wait_for_what_cannot_mend_itself()
    {
        var verdict = await ExecuteAsync(
            Get(meta: new StepMeta { TimeoutMs = 20_000 }, kind: StepKind.Assertion),
            policy: OutboundPolicy.PublicOnly
        );

        Assert.That(verdict.Status, Is.EqualTo(StepStatus.Broken));
        Assert.That(verdict.Payload.Polls, Is.EqualTo(1));
    }

    [Test]
    public async Task A_header_that_the_environment_masks_does_not_follow_to_another_host()
    {
        await using var away = await Testing.Http.FakeHttpTarget.StartAsync();
        Target.On(
            "/a",
            context =>
            {
                context.Response.Redirect(away.Url + "/b");
                return Task.CompletedTask;
            }
        );
        var input = new StepInput
        {
            Url = Target.Url + "/a",
            Headers = new Dictionary<string, System.Text.Json.Nodes.JsonNode?> { ["X-House"] = "canary", ["X-Other"] = "open" },
        };

        await ExecuteAsync(Step(input), plan => plan with { Environment = plan.Environment with { Mask = ["x-house"] } });

        Assert.That(Target.Requests.Single().Header("x-house"), Is.EqualTo("canary"));
        Assert.That(away.Requests.Single().Header("x-house"), Is.Null);
        Assert.That(away.Requests.Single().Header("x-other"), Is.EqualTo("open"), "what nobody masks goes along");
    }

    [TestCase(true, 200)]
    [TestCase(false, 302)]
    public async Task Redirects_are_followed_unless_the_step_says_no(bool follow, int status)
    {
        Target.On(
            "/a",
            context =>
            {
                context.Response.Redirect("/b");
                return Task.CompletedTask;
            }
        );
        var any = new StepExpectations { ExpectedStatusCode = status };

        var verdict = await ExecuteAsync(Get(any, new StepMeta { FollowRedirects = follow }));

        Assert.That(verdict.Payload.Response!.StatusCode, Is.EqualTo(status), () => string.Join('\n', verdict.Payload.Violations));
    }
}
