using System.Text.Json.Nodes;
using Orchestra.Contracts.Bus;
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
using Orchestra.ServiceDefaults.Bus;
using ExecutionContext = Orchestra.Engine.Execution.ExecutionContext;

namespace Orchestra.Executor.Execution;

/// <summary>
/// Advances one run to its end: folds the journal, then step by step makes the RUNNING row durable, carries the step out, and commits
/// its result with its event. Whatever the journal refuses means that the lease is lost: stop, write nothing more.
/// </summary>
internal sealed partial class RunAdvancer(
    JournalStore journal,
    LeaseStore leases,
    PluginRegistry plugins,
    OutboundRules policies,
    WakeUp<RunsChanged> changed,
    TimeProvider time,
    ILogger<RunAdvancer> logger
)
{
    /// <summary>Advances a run.</summary>
    /// <param name="run">The claimed run.</param>
    /// <param name="held">Its lease.</param>
    /// <param name="stopping">The service stops: hand over after the step under way.</param>
    /// <param name="abandon">The lease is lost or the grace is over: give up at once.</param>
    public async Task AdvanceAsync(ClaimedRun run, HeldLease held, CancellationToken stopping, CancellationToken abandon)
    {
        var record = await journal.LoadAsync(run.Lease, abandon);
        var identity = new RunIdentity(run.Lease.RunId, run.Lease.TenantId, run.CorrelationId, run.StartedAt);
        var advance = new RunAdvance(
            run,
            held,
            new ExecutionContext(record.Plan, identity),
            policies.For(record.Plan.Environment.Allow, run.Lease.TenantId)
        );
        var rows = record.Steps.ToLookup(entry => entry.StepIndex);
        foreach (var step in record.Plan.Steps.Where(step => step.OrderIndex >= run.StartStepIndex))
        {
            using var scope = logger.BeginScope(new Dictionary<string, object> { ["stepAlias"] = step.Alias });
            if (stopping.IsCancellationRequested)
            {
                await leases.ReleaseAsync(run.Lease, CancellationToken.None);
                return;
            }

            switch (await AdvanceStepAsync(advance, step, [.. rows[step.OrderIndex]], abandon))
            {
                case StepProgress.Lost:
                    LogLeaseLost(run.Lease.RunId, step.Alias);
                    return;
                case StepProgress.Cancelled:
                    await FinishAsync(advance, RunStatus.Cancelled, abandon);
                    return;
                default:
                    break;
            }
        }

        await FinishAsync(advance, RunVerdict.Of(advance.Context.Statuses), abandon);
    }

    private async Task<StepProgress> AdvanceStepAsync(RunAdvance advance, ScenarioStep step, StepEntry[] entries, CancellationToken abandon)
    {
        var last = entries.LastOrDefault();
        var attempt = last?.Attempt ?? 1;
        if (last is { Status: not StepStatus.Running })
        {
            advance.Context.Fold(step, last.Status, last.Payload);
            if (RetryDecision.PauseAfter(step, last.Attempt, last.Status) is not { } pause)
            {
                return StepProgress.Done;
            }

            await Task.Delay(pause, time, abandon);
            attempt++;
        }
        else if (last is not null && ResumeDecision.For(step, advance.Context.Plan) is not ResumeAction.Resend and var action)
        {
            return await CompleteAsync(advance, step, attempt, Undecided(action, last), 0, abandon);
        }
        else if (last is null && advance.MustSkip)
        {
            return await CompleteAsync(advance, step, 1, Skipped, 0, abandon);
        }

        return await AttemptAsync(advance, step, attempt, abandon);
    }

    private async Task<StepProgress> AttemptAsync(RunAdvance advance, ScenarioStep step, int attempt, CancellationToken abandon)
    {
        while (true)
        {
            if (advance.Held.CancelRequested)
            {
                return StepProgress.Cancelled;
            }

            if (!advance.Held.IsSafe)
            {
                return StepProgress.Lost;
            }

            var started = await journal.StartStepAsync(advance.Run.Lease, step.OrderIndex, step.Alias, attempt, abandon);
            if (started is null or { CancelRequested: true })
            {
                return started is null ? StepProgress.Lost : StepProgress.Cancelled;
            }

            // The commit may have taken long: with too little of the lease left the next owner decides what becomes of the step.
            if (!advance.Held.IsSafe)
            {
                return StepProgress.Lost;
            }

            changed.Send();
            var clock = time.GetTimestamp();
            var execution = new StepExecution(step, advance.Context, attempt, started.StartedAt, advance.Policy);
            var verdict = await ExecuteAsync(execution, abandon);
            if (verdict.Status == StepStatus.Passed && attempt > 1)
            {
                verdict = verdict with { Status = StepStatus.Flaky };
            }

            var progress = await CompleteAsync(advance, step, attempt, verdict, time.GetElapsedTime(clock).TotalMilliseconds, abandon);
            if (progress != StepProgress.Done || RetryDecision.PauseAfter(step, attempt, verdict.Status) is not { } pause)
            {
                return progress;
            }

            await Task.Delay(pause, time, abandon);
            attempt++;
        }
    }

    private async Task<StepVerdict> ExecuteAsync(StepExecution execution, CancellationToken abandon)
    {
        if (execution.Step.Kind == StepKind.Barrier)
        {
            // Steps run one after the other: nothing is in flight when a barrier is reached.
            return new StepVerdict(StepStatus.Passed, new StepPayload());
        }

        if (plugins.Find(execution.Step.ChannelType) is not { } plugin)
        {
            return OurFault($"this build has no plug-in for {execution.Step.ChannelType}");
        }

        try
        {
            var verdict = await plugin.ExecuteAsync(execution, abandon);
            return UnstorableIn(verdict.Payload) is { } fault
                ? OurFault($"the plug-in {plugin.Id} gave what cannot be stored: it {fault}")
                : verdict;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogPluginFailed(e, plugin.Id, execution.Step.Alias);
            return OurFault($"the plug-in {plugin.Id} failed: {e.GetType().Name}: {e.Message}");
        }
    }

    // A statement that fails would stick the run: each owner would send the step again, and none could say how it ended.
    private static string? UnstorableIn(StepPayload payload) =>
        payload
            .Violations.SelectMany(violation => new JsonNode?[] { violation.Expected, violation.Actual, violation.Details })
            .Concat([payload.Request?.Body, payload.Response?.Body, payload.Exports])
            .Select(node => StorableJson.FaultOf(node, allowNul: true))
            .FirstOrDefault(fault => fault is not null);

    private async Task<StepProgress> CompleteAsync(
        RunAdvance advance,
        ScenarioStep step,
        int attempt,
        StepVerdict verdict,
        double durationMs,
        CancellationToken abandon
    )
    {
        var outcome = new StepOutcome(verdict.Status, durationMs, verdict.Payload);
        if (!await journal.CompleteStepAsync(advance.Run.Lease, step.OrderIndex, step.Alias, attempt, outcome, abandon))
        {
            return StepProgress.Lost;
        }

        changed.Send();
        LogStepEnded(advance.Run.Lease.RunId, step.Alias, step.ChannelType, step.Kind, verdict.Status, durationMs);
        advance.Context.Fold(step, verdict.Status, verdict.Payload);
        return StepProgress.Done;
    }

    private async Task FinishAsync(RunAdvance advance, RunStatus status, CancellationToken abandon)
    {
        if (!await journal.FinishRunAsync(advance.Run.Lease, status, abandon))
        {
            LogLeaseLost(advance.Run.Lease.RunId, "end");
        }
    }

    private static StepVerdict Undecided(ResumeAction action, StepEntry entry)
    {
        const string Why = "its executor fell silent after the request may have gone out";
        return action == ResumeAction.Fail
            ? new StepVerdict(
                StepStatus.Failed,
                entry.Payload with
                {
                    Reason = $"{Why}; onResume is FAIL",
                    Violations = [new Violation(ViolationType.Timeout, "resume", $"no answer was seen: {Why}")],
                }
            )
            : new StepVerdict(
                StepStatus.Unknown,
                entry.Payload with
                {
                    Reason = $"{Why}, and the operation declares no Idempotency-Key: it was not sent again",
                }
            );
    }

    private static StepVerdict Skipped { get; } =
        new(StepStatus.Skipped, new StepPayload { Reason = "an earlier step did not pass and the mode is STOP_ON_FIRST_FAILURE" });

    private static StepVerdict OurFault(string message) =>
        new(StepStatus.Broken, new StepPayload { Violations = [new Violation(ViolationType.ValidationError, "plugin", message)] });

    [LoggerMessage(
        EventId = 3020,
        Level = LogLevel.Information,
        Message = "Run {RunId}: {StepAlias} ({ChannelType}, {Kind}) {Status} after {DurationMs} ms"
    )]
    private partial void LogStepEnded(
        Guid runId,
        string stepAlias,
        ChannelType channelType,
        StepKind kind,
        StepStatus status,
        double durationMs
    );

    [LoggerMessage(
        EventId = 3021,
        Level = LogLevel.Warning,
        Message = "Lease lost: run {RunId} was dropped at {StepAlias}, nothing was written"
    )]
    private partial void LogLeaseLost(Guid runId, string stepAlias);

    [LoggerMessage(EventId = 3022, Level = LogLevel.Error, Message = "The plug-in {Plugin} failed at {StepAlias}")]
    private partial void LogPluginFailed(Exception exception, string plugin, string stepAlias);
}
