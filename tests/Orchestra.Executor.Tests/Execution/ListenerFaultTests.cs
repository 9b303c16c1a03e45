using Microsoft.Extensions.DependencyInjection;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Plugins;
using Orchestra.Executor.Execution;
using Orchestra.Runs.Leases;
using Orchestra.Testing.Builders;

namespace Orchestra.Executor.Tests.Execution;

/// <summary>What should listen for a later assertion cannot be opened: the action is not sent, and the run has its end.</summary>
internal sealed class ListenerFaultTests : ExecutorFixture
{
    [Test]
    public async Task An_action_whose_message_nobody_could_hear_is_broken_and_not_sent(CancellationToken cancellationToken)
    {
        var run = await ClaimAsync(Step("act", "/act", "POST"), Heard());

        await AdvanceDeafAsync(run, cancellationToken);

        var act = (await StepsAsync(run))[0];
        Assert.That(await StatusAsync(run.Lease.RunId), Is.EqualTo("BROKEN"));
        Assert.That((act.Status, act.Payload.Reason), Is.EqualTo((Contracts.Runs.StepStatus.Broken, "nothing was sent")));
        Assert.That(act.Payload.Violations.Single().Message, Does.Contain("listens").And.Contain("it is deaf"));
        Assert.That(Target.Requests, Is.Empty);
    }

    [Test]
    public async Task An_assertion_that_should_verify_a_step_and_cannot_listen_leaves_it_unknown(CancellationToken cancellationToken)
    {
        var pay = Step("pay", "/pay", "POST", new StepMeta { OnResume = ResumePolicy.Verify, VerifyBy = "heard" });
        var run = await ClaimAsync(pay, Heard());
        // Its executor died with the step under way.
        await Journal.StartStepAsync(run.Lease, 0, "pay", 1, cancellationToken);
        var next = await TakeOverAsync(run);

        await AdvanceDeafAsync(next, cancellationToken);

        var step = (await StepsAsync(next))[0];
        Assert.That(step.Status, Is.EqualTo(Contracts.Runs.StepStatus.Unknown));
        Assert.That(step.Payload.Reason, Does.Contain("heard, which should verify it, could not tell"));
        Assert.That(Target.Requests, Is.Empty);
    }

    private static ScenarioStep Heard()
    {
        var step = A.Step("heard", "http://unused.example/");
        return step with
        {
            Kind = StepKind.Assertion,
            ChannelType = ChannelType.Queue,
            Action = step.Action with
            {
                InputTemplate = new StepInput(),
                Meta = new StepMeta
                {
                    BrokerAlias = "events",
                    Exchange = "e",
                    BindingKey = "k",
                    TimeoutMs = 500,
                },
            },
        };
    }

    private async Task AdvanceDeafAsync(ClaimedRun run, CancellationToken cancellationToken)
    {
        var plugins = App.Services.GetRequiredService<PluginRegistry>().All;
        var registry = new PluginRegistry(plugins.Select(plugin => plugin.Channel == ChannelType.Queue ? new DeafPlugin(plugin) : plugin));
        var runner = ActivatorUtilities.CreateInstance<StepRunner>(App.Services, registry);
        var advancer = ActivatorUtilities.CreateInstance<RunAdvancer>(App.Services, registry, runner);
        using var held = Hold(run);
        await advancer.AdvanceAsync(run, held, CancellationToken.None, cancellationToken);
    }
}
