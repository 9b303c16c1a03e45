using Orchestra.Contracts.Runs;
using Orchestra.Engine.Outbound;
using Orchestra.Executor.Leasing;
using Orchestra.Runs.Leases;
using ExecutionContext = Orchestra.Engine.Execution.ExecutionContext;

namespace Orchestra.Executor.Execution;

/// <summary>What advancing one run carries along.</summary>
internal sealed record RunAdvance(ClaimedRun Run, HeldLease Held, ExecutionContext Context, OutboundPolicy Policy)
{
    /// <summary>Whether the mode forbids further steps.</summary>
    public bool MustSkip =>
        Run.Mode == RunMode.StopOnFirstFailure
        && Context.Statuses.Any(status => status is StepStatus.Failed or StepStatus.Broken or StepStatus.Unknown);
}
