using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Outbound;
using Orchestra.Executor.Leasing;
using Orchestra.Runs.Leases;
using ExecutionContext = Orchestra.Engine.Execution.ExecutionContext;

namespace Orchestra.Executor.Execution;

/// <summary>What advancing one run carries along.</summary>
internal sealed record RunAdvance(ClaimedRun Run, HeldLease Held, ExecutionContext Context, OutboundPolicy Policy, StepListeners Listeners)
{
    /// <summary>Steps that are under way while others go on.</summary>
    public InFlightSteps InFlight { get; } = new();

    /// <summary>Why no further step may start; null while they may.</summary>
    public string? SkipReason
    {
        get
        {
            if (Context.Plan.Steps.FirstOrDefault(IsEndingBarrier) is { } barrier)
            {
                return $"the barrier {barrier.Alias} ended the run: a step that it waits for did not pass";
            }

            return Run.Mode == RunMode.StopOnFirstFailure && Context.Statuses.Concat(InFlight.Statuses).Any(IsBad)
                ? "an earlier step did not pass and the mode is STOP_ON_FIRST_FAILURE"
                : null;
        }
    }

    /// <summary>Whether a step is part of this run.</summary>
    public bool Takes(ScenarioStep step) =>
        Run.Mode == RunMode.SingleStep ? step.OrderIndex == Run.StartStepIndex : step.OrderIndex >= Run.StartStepIndex;

    private bool IsEndingBarrier(ScenarioStep step) =>
        step is { Kind: StepKind.Barrier, Action.Meta.OnFailure: not BarrierReaction.Continue }
        && Context.StatusOf(step.Alias) is { } status
        && IsBad(status);

    private static bool IsBad(StepStatus status) => status is StepStatus.Failed or StepStatus.Broken or StepStatus.Unknown;
}
