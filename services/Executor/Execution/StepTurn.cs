using Orchestra.Contracts.Scenarios;
using Orchestra.Runs.Journal;
using ExecutionContext = Orchestra.Engine.Execution.ExecutionContext;

namespace Orchestra.Executor.Execution;

/// <summary>One step's turn in a run.</summary>
/// <param name="Step">The step.</param>
/// <param name="Last">The row of its last attempt; null before the first.</param>
/// <param name="Context">What it may read, and where its result goes: the run's own, or a snapshot for a step in flight.</param>
internal sealed record StepTurn(ScenarioStep Step, StepEntry? Last, ExecutionContext Context)
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the step's RUNNING row is durable: what follows it in the plan also follows it in the journal.</summary>
    public Task Begun => _begun.Task;

    /// <summary>The RUNNING row is durable.</summary>
    public void Begin() => _begun.TrySetResult();
}
