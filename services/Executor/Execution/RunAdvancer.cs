using Orchestra.Contracts.Json;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins;
using Orchestra.Executor.Leasing;
using Orchestra.Runs.Journal;
using Orchestra.Runs.Leases;
using Orchestra.Runs.States;
using ExecutionContext = Orchestra.Engine.Execution.ExecutionContext;

namespace Orchestra.Executor.Execution;

/// <summary>
/// Advances one run to its end: folds the journal, takes step by step, lets those in flight go on beside the others, and commits the
/// run's state. Whatever the journal refuses means that the lease is lost: stop, write nothing more.
/// </summary>
internal sealed partial class RunAdvancer(
    JournalStore journal,
    SuiteJournal suites,
    LeaseStore leases,
    StepRunner runner,
    StepArtifacts artifacts,
    OutboundRules policies,
    RunSecrets secrets,
    PluginRegistry plugins,
    ILogger<RunAdvancer> logger
)
{
    /// <summary>Advances a run.</summary>
    /// <param name="run">The claimed run.</param>
    /// <param name="held">Its lease.</param>
    /// <param name="stopping">The service stops: hand over after the steps under way.</param>
    /// <param name="abandon">The lease is lost or the grace is over: give up at once.</param>
    public async Task AdvanceAsync(ClaimedRun run, HeldLease held, CancellationToken stopping, CancellationToken abandon)
    {
        var record = await artifacts.RestoreAsync(run.Lease, await journal.LoadAsync(run.Lease, abandon), abandon);
        var identity = new RunIdentity(run.Lease.RunId, run.Lease.TenantId, run.CorrelationId, run.StartedAt);
        await using var listeners = new StepListeners(plugins, isTakenOver: record.Steps.Count > 0);
        var advance = new RunAdvance(
            run,
            held,
            new ExecutionContext(record.Plan, identity, await secrets.FetchAsync(record.Plan, run.Lease.TenantId, abandon))
            {
                Suite = run.SuiteRunId is null ? null : CanonicalJson.Of(await suites.ReadableAsync(run.Lease, abandon)),
            },
            policies.For(record.Plan.Environment.Allow, run.Lease.TenantId),
            listeners
        );
        using var givenUp = CancellationTokenSource.CreateLinkedTokenSource(abandon);
        try
        {
            var taken = await TakeStepsAsync(advance, record, stopping, givenUp.Token);
            if (taken != StepProgress.Lost)
            {
                // What is still in flight belongs to the run: its end waits for it.
                await advance.InFlight.WaitAsync(null, givenUp.Token);
            }

            var joined = advance.InFlight.Join(null, advance.Context);
            await EndAsync(advance, taken > joined ? taken : joined, givenUp.Token);
        }
        finally
        {
            // Nothing may go out for a run that is not ours any more.
            await givenUp.CancelAsync();
            await advance.InFlight.SettleAsync();
        }
    }

    private async Task<StepProgress> TakeStepsAsync(
        RunAdvance advance,
        RunRecord record,
        CancellationToken stopping,
        CancellationToken abandon
    )
    {
        var rows = record.Steps.ToLookup(entry => entry.StepIndex);
        foreach (var step in record.Plan.Steps.Where(advance.Takes))
        {
            using var scope = logger.BeginScope(new Dictionary<string, object> { ["stepAlias"] = step.Alias });
            if (stopping.IsCancellationRequested)
            {
                return StepProgress.HandOver;
            }

            var progress = await TakeAsync(advance, step, rows[step.OrderIndex].LastOrDefault(), abandon);
            if (progress != StepProgress.Done)
            {
                return progress;
            }
        }

        return StepProgress.Done;
    }

    private async Task<StepProgress> TakeAsync(RunAdvance advance, ScenarioStep step, StepEntry? last, CancellationToken abandon)
    {
        var isDetached = step is { Kind: StepKind.Action, Action.Mode: ActionMode.FireAndForget };
        var turn = new StepTurn(step, last, isDetached ? advance.Context.Snapshot() : advance.Context);
        var ending = runner.RunAsync(advance, turn, abandon);
        if (isDetached)
        {
            await Task.WhenAny(turn.Begun, ending);
            advance.InFlight.Add(step, ending);
            return advance.InFlight.Progress;
        }

        return (await ending).Progress;
    }

    private async Task EndAsync(RunAdvance advance, StepProgress progress, CancellationToken abandon)
    {
        switch (progress)
        {
            case StepProgress.Done:
                await FinishAsync(advance, RunVerdict.Of(advance.Context.Statuses), abandon);
                break;
            case StepProgress.HandOver:
                await leases.ReleaseAsync(advance.Run.Lease, CancellationToken.None);
                break;
            case StepProgress.Cancelled:
                await FinishAsync(advance, RunStatus.Cancelled, abandon);
                break;
            default:
                LogLeaseLost(advance.Run.Lease.RunId);
                break;
        }
    }

    private async Task FinishAsync(RunAdvance advance, RunStatus status, CancellationToken abandon)
    {
        if (!await journal.FinishRunAsync(advance.Run.Lease, status, abandon))
        {
            LogLeaseLost(advance.Run.Lease.RunId);
            return;
        }

        await advance.Listeners.EndAsync(abandon);
    }

    [LoggerMessage(EventId = 3021, Level = LogLevel.Warning, Message = "Lease lost: run {RunId} was dropped, nothing was written")]
    private partial void LogLeaseLost(Guid runId);
}
