using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;

namespace Orchestra.Executor.Execution;

/// <summary>Waits for the steps that a barrier tracks, and says what their ends mean for it.</summary>
internal sealed class BarrierStep(TimeProvider time)
{
    /// <summary>Waits, takes in the tracked steps' results, and judges.</summary>
    /// <returns>The end of the barrier; Progress says where a tracked step lost the lease or was cancelled.</returns>
    public async Task<StepEnd> PassAsync(RunAdvance advance, ScenarioStep step, CancellationToken cancellationToken)
    {
        var tracked = step.Action.Meta.TrackedSteps ?? [];
        await WaitAsync(advance.InFlight, step, tracked, cancellationToken);
        var late = advance.InFlight.UnderWay(tracked);
        var progress = advance.InFlight.Join(tracked, advance.Context);
        return progress == StepProgress.Done ? new StepEnd(progress, Judge(advance, step, tracked, late)) : new StepEnd(progress);
    }

    // Without a limit of its own a barrier waits as long as the steps may take by theirs.
    private async Task WaitAsync(
        InFlightSteps inFlight,
        ScenarioStep step,
        IReadOnlyList<string> tracked,
        CancellationToken cancellationToken
    )
    {
        if (step.Action.Meta.TimeoutMs is not { } timeoutMs)
        {
            await inFlight.WaitAsync(tracked, cancellationToken);
            return;
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(timeoutMs), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await inFlight.WaitAsync(tracked, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Its time is over: the steps still under way are told in the verdict, and the run's end waits for them.
        }
    }

    private static StepVerdict Judge(RunAdvance advance, ScenarioStep step, IReadOnlyList<string> tracked, IReadOnlyList<string> late)
    {
        if (late.Count > 0)
        {
            var message = $"still under way after {step.Action.Meta.TimeoutMs} ms: {string.Join(", ", late)}";
            return new StepVerdict(
                StepStatus.Failed,
                new StepPayload { Violations = [new Violation(ViolationType.Timeout, "barrier-timeout", message)] }
            );
        }

        var bad = tracked
            .Select(alias => (Alias: alias, Status: advance.Context.StatusOf(alias)))
            .Where(step => step.Status is not (null or StepStatus.Passed or StepStatus.Flaky))
            .ToList();
        if (bad.Count == 0)
        {
            return new StepVerdict(StepStatus.Passed, new StepPayload());
        }

        var told = string.Join(", ", bad.Select(step => $"{step.Alias} is {WireName(step.Status!.Value)}"));
        return step.Action.Meta.OnFailure switch
        {
            BarrierReaction.Continue => new StepVerdict(StepStatus.Passed, new StepPayload { Reason = $"went on: {told}" }),
            var reaction => new StepVerdict(
                bad.Exists(step => step.Status == StepStatus.Failed) ? StepStatus.Failed : StepStatus.Broken,
                new StepPayload
                {
                    Reason = $"{told}: {(reaction == BarrierReaction.AbortSuite ? "the suite run ends here" : "the run ends here")}",
                }
            ),
        };
    }

    private static string WireName(StepStatus status) => Runs.States.WireNames.Of(status);
}
