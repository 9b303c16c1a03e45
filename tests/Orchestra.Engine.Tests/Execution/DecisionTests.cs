using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;
using Orchestra.Testing.Builders;

namespace Orchestra.Engine.Tests.Execution;

internal sealed class DecisionTests
{
    [TestCase(StepStatus.Broken, null, 1, 100.0)]
    [TestCase(StepStatus.Broken, null, 2, 200.0)]
    [TestCase(StepStatus.Broken, null, 3, null, TestName = "The last attempt is not retried")]
    [TestCase(StepStatus.Failed, null, 1, null, TestName = "A failed step is retried only where asked")]
    [TestCase(StepStatus.Failed, RetryCause.Failed, 1, 100.0)]
    [TestCase(StepStatus.Broken, RetryCause.Failed, 1, null)]
    [TestCase(StepStatus.Passed, null, 1, null)]
    [TestCase(StepStatus.Unknown, null, 1, null, TestName = "What may have taken effect is never retried")]
    [TestCase(StepStatus.Skipped, null, 1, null)]
    public void A_retry_is_decided_by_cause_and_attempt(StepStatus status, RetryCause? on, int attempt, double? pauseMs)
    {
        var retry = new RetryPolicy(3, 100, on is { } cause ? [cause] : null);
        var step = WithMeta(new StepMeta { Retry = retry });

        Assert.That(RetryDecision.PauseAfter(step, attempt, status)?.TotalMilliseconds, Is.EqualTo(pauseMs));
    }

    [Test]
    public void Without_a_policy_nothing_is_retried_and_the_pause_is_bounded()
    {
        Assert.That(RetryDecision.PauseAfter(WithMeta(new StepMeta()), 1, StepStatus.Broken), Is.Null);
        var endless = WithMeta(new StepMeta { Retry = new RetryPolicy(int.MaxValue, 1) });
        Assert.That(RetryDecision.PauseAfter(endless, 1_000_000, StepStatus.Broken), Is.EqualTo(TimeSpan.FromMilliseconds(65_536)));
    }

    [TestCase(StepKind.Assertion, "POST", ResumeAction.Resend, TestName = "An assertion only looks")]
    [TestCase(StepKind.Barrier, null, ResumeAction.Resend)]
    [TestCase(StepKind.Action, "get", ResumeAction.Resend)]
    [TestCase(StepKind.Action, "POST", ResumeAction.Unknown)]
    [TestCase(StepKind.Action, null, ResumeAction.Unknown, TestName = "A step that names no method and no endpoint")]
    public void A_step_found_running_is_repeated_only_when_that_is_safe(StepKind kind, string? method, ResumeAction expected)
    {
        var step = A.Step("s", "http://x") with
        {
            Kind = kind,
            Action = new ActionDefinition { InputTemplate = new StepInput { Method = method } },
        };

        Assert.That(ResumeDecision.For(step, A.Plan(step)), Is.EqualTo(expected));
    }

    [TestCase(null, ResumeAction.Resend)]
    [TestCase(true, ResumeAction.Unknown)]
    public void A_statement_that_only_reads_is_sent_again(bool? write, ResumeAction expected)
    {
        var step = WithMeta(new StepMeta { Sql = "select 1", Write = write }) with { ChannelType = ChannelType.Db };

        Assert.That(ResumeDecision.For(step, A.Plan(step)), Is.EqualTo(expected));
    }

    [TestCase(StepStatus.Passed)]
    [TestCase(StepStatus.Broken, ViolationType.NetworkError)]
    [TestCase(StepStatus.Broken, ViolationType.OutboundBlocked, ViolationType.ValidationError)]
    [TestCase(StepStatus.Failed, ViolationType.NetworkError, ViolationType.Timeout)]
    [TestCase(StepStatus.Failed, ViolationType.BusinessRuleViolation)]
    [TestCase(StepStatus.Failed, ViolationType.ContractViolation, ViolationType.ValidationError)]
    public void A_wrong_sut_wins_over_what_could_not_be_judged(StepStatus expected, params ViolationType[] types) =>
        Assert.That(StepVerdict.StatusOf([.. types.Select(type => new Violation(type, "c", "m"))]), Is.EqualTo(expected));

    private static ScenarioStep WithMeta(StepMeta meta) => A.Step("s", "http://x") with { Action = new ActionDefinition { Meta = meta } };
}
