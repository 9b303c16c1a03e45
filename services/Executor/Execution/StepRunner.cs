using System.Text.Json.Nodes;
using Orchestra.Contracts.Bus;
using Orchestra.Contracts.Json;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Plugins;
using Orchestra.Executor.Faults;
using Orchestra.Runs.Journal;
using Orchestra.ServiceDefaults.Bus;

namespace Orchestra.Executor.Execution;

/// <summary>
/// Takes one step to its end: makes the RUNNING row durable, carries the step out, commits its result with its event, and tries again
/// where that was decided.
/// </summary>
internal sealed partial class StepRunner(
    JournalStore journal,
    SuiteJournal suites,
    PluginRegistry plugins,
    BarrierStep barrier,
    StepArtifacts artifacts,
    WakeUp<RunsChanged> changed,
    IFault fault,
    TimeProvider time,
    ILogger<StepRunner> logger
)
{
    /// <summary>Takes the step's turn; what ended before is only folded.</summary>
    public async Task<StepEnd> RunAsync(RunAdvance advance, StepTurn turn, CancellationToken abandon)
    {
        var (step, last) = (turn.Step, turn.Last);
        var attempt = last?.Attempt ?? 1;
        if (last is { Status: not StepStatus.Running })
        {
            turn.Context.Fold(step, last.Status, last.Payload);
            if (RetryDecision.PauseAfter(step, last.Attempt, last.Status) is not { } pause)
            {
                return new StepEnd(StepProgress.Done, new StepVerdict(last.Status, last.Payload));
            }

            if (!await PauseAsync(advance, pause, abandon))
            {
                return StepEnd.Cancelled;
            }

            attempt++;
        }
        else if (last is not null && ResumeDecision.For(step, turn.Context.Plan) is not ResumeAction.Resend and var action)
        {
            var decided =
                action == ResumeAction.Verify
                    ? await VerifyAsync(advance, turn, last, abandon)
                    : new StepEnd(StepProgress.Done, ResumeVerdicts.Undecided(action, last));
            if (decided is { Verdict: { } verdict })
            {
                var end = await CompleteAsync(advance, turn, attempt, verdict, 0, abandon);
                return end.Progress == StepProgress.Done ? end with { Progress = decided.Progress } : end;
            }
        }
        else if (last is null && advance.SkipReason is { } reason)
        {
            return await CompleteAsync(
                advance,
                turn,
                1,
                new StepVerdict(StepStatus.Skipped, new StepPayload { Reason = reason }),
                0,
                abandon
            );
        }

        return await AttemptAsync(advance, turn, attempt, abandon);
    }

    private async Task<StepEnd> AttemptAsync(RunAdvance advance, StepTurn turn, int attempt, CancellationToken abandon)
    {
        while (true)
        {
            if (advance.Held.CancelRequested)
            {
                return StepEnd.Cancelled;
            }

            if (!advance.Held.IsSafe)
            {
                return StepEnd.Lost;
            }

            var started = await journal.StartStepAsync(advance.Run.Lease, turn.Step.OrderIndex, turn.Step.Alias, attempt, abandon);
            if (started is null or { CancelRequested: true })
            {
                return started is null ? StepEnd.Lost : StepEnd.Cancelled;
            }

            // The commit may have taken long: with too little of the lease left the next owner decides what becomes of the step.
            if (!advance.Held.IsSafe)
            {
                return StepEnd.Lost;
            }

            turn.Begin();
            changed.Send();
            var deaf = await ListenAsync(advance, turn, abandon);
            fault.Reach(FaultPoint.BeforeSend, turn.Step.Alias);
            var clock = time.GetTimestamp();
            var done = deaf is null ? await CarryOutAsync(advance, turn, attempt, started, abandon) : new StepEnd(StepProgress.Done, deaf);
            fault.Reach(FaultPoint.AfterResponse, turn.Step.Alias);
            if (done.Verdict is not { } verdict)
            {
                return done;
            }

            var end = await CompleteAsync(advance, turn, attempt, verdict, time.GetElapsedTime(clock).TotalMilliseconds, abandon);
            if (end.Progress != StepProgress.Done || done.Progress != StepProgress.Done)
            {
                return end.Progress == StepProgress.Done ? end with { Progress = done.Progress } : end;
            }

            if (RetryDecision.PauseAfter(turn.Step, attempt, verdict.Status) is not { } pause)
            {
                return end;
            }

            if (!await PauseAsync(advance, pause, abandon))
            {
                return StepEnd.Cancelled;
            }

            attempt++;
        }
    }

    private async Task<StepEnd> CarryOutAsync(
        RunAdvance advance,
        StepTurn turn,
        int attempt,
        StepStarted started,
        CancellationToken abandon
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(abandon, advance.Held.Cancelled);
        try
        {
            if (turn.Step.Kind == StepKind.Barrier)
            {
                var end = await barrier.PassAsync(advance, turn.Step, stop.Token);
                return end.Progress == StepProgress.Cancelled ? end with { Verdict = CutOff(turn.Step) } : end;
            }

            var execution = new StepExecution(turn.Step, turn.Context, attempt, started.StartedAt, advance.Policy)
            {
                Listener = advance.Listeners.Of(turn.Step),
            };
            return new StepEnd(StepProgress.Done, Ranked(advance, await ExecuteAsync(execution, stop.Token), attempt));
        }
        catch (OperationCanceledException) when (advance.Held.CancelRequested && !abandon.IsCancellationRequested)
        {
            return new StepEnd(StepProgress.Cancelled, CutOff(turn.Step));
        }
    }

    // Null where the step did not take effect: it is sent again, with the same key and the same bytes.
    private async Task<StepEnd?> VerifyAsync(RunAdvance advance, StepTurn turn, StepEntry last, CancellationToken abandon)
    {
        if (VerifyDecision.AssertionOf(turn.Step, turn.Context.Plan) is not { } assertion)
        {
            return new StepEnd(StepProgress.Done, ResumeVerdicts.Unverified(last, "its verifyBy names no assertion of the scenario"));
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(abandon, advance.Held.Cancelled);
        try
        {
            if (await ListenAsync(advance, turn, stop.Token) is { } deaf)
            {
                return new StepEnd(StepProgress.Done, ResumeVerdicts.Unverified(last, ResumeVerdicts.Told(assertion, deaf)));
            }

            var execution = new StepExecution(assertion, turn.Context, 1, last.StartedAt, advance.Policy)
            {
                Listener = advance.Listeners.Of(assertion),
            };
            var look = await ExecuteAsync(execution, stop.Token);
            LogVerified(advance.Run.Lease.RunId, turn.Step.Alias, assertion.Alias, look.Status);
            return VerifyDecision.TookEffect(assertion, look) switch
            {
                true => new StepEnd(StepProgress.Done, Ranked(advance, ResumeVerdicts.Verified(last, assertion, look), last.Attempt)),
                false => null,
                null => new StepEnd(StepProgress.Done, ResumeVerdicts.Unverified(last, ResumeVerdicts.Told(assertion, look))),
            };
        }
        catch (OperationCanceledException) when (advance.Held.CancelRequested && !abandon.IsCancellationRequested)
        {
            return new StepEnd(StepProgress.Cancelled, CutOff(turn.Step));
        }
    }

    // Null where all that should listen does. Sent without it, the message could be missed: so nothing is sent.
    private async Task<StepVerdict?> ListenAsync(RunAdvance advance, StepTurn turn, CancellationToken stop)
    {
        try
        {
            await advance.Listeners.OpenBeforeAsync(turn, advance, stop);
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            var secrets = advance.Context.Secrets;
            LogListenerFailed(turn.Step.Alias, secrets.Clean(e.ToString()));
            var why = e is SecretMissingException ? e.Message : $"{e.GetType().Name}: {e.Message}";
            var verdict = OurFault(secrets.Clean($"what an assertion listens with could not be opened: {why}"));
            return verdict with { Payload = verdict.Payload with { Reason = "nothing was sent" } };
        }
    }

    private async Task<StepVerdict> ExecuteAsync(StepExecution execution, CancellationToken stop)
    {
        if (plugins.Find(execution.Step.ChannelType) is not { } plugin)
        {
            return OurFault($"this build has no plug-in for {execution.Step.ChannelType}");
        }

        try
        {
            var verdict = await plugin.Steps.ExecuteAsync(execution, stop);
            verdict = verdict with { Payload = execution.Secrets.Clean(verdict.Payload) };
            return UnstorableIn(verdict.Payload) is { } fault
                ? OurFault($"the plug-in {plugin.Id} gave what cannot be stored: it {fault}")
                : verdict;
        }
        catch (SecretMissingException e)
        {
            var verdict = OurFault(e.Message);
            return verdict with { Payload = verdict.Payload with { Reason = "nothing was sent" } };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // As text: an exception may quote what was sent, in its own message or in that of any below it.
            LogPluginFailed(plugin.Id, execution.Step.Alias, execution.Secrets.Clean(e.ToString()));
            return OurFault(execution.Secrets.Clean($"the plug-in {plugin.Id} failed: {e.GetType().Name}: {e.Message}"));
        }
    }

    private async Task<StepEnd> CompleteAsync(
        RunAdvance advance,
        StepTurn turn,
        int attempt,
        StepVerdict verdict,
        double durationMs,
        CancellationToken abandon
    )
    {
        var step = turn.Step;
        // What the journal cannot hold is durable before the row that names it.
        if (
            await artifacts.KeepAsync(advance, step, attempt, verdict.Payload, abandon) is not { } kept
            || !await CommitAsync(advance, step, attempt, new StepOutcome(verdict.Status, durationMs, kept), abandon)
        )
        {
            return StepEnd.Lost;
        }

        fault.Reach(FaultPoint.BeforeAck, step.Alias);
        changed.Send();
        LogStepEnded(advance.Run.Lease.RunId, step.Alias, step.ChannelType, step.Kind, verdict.Status, durationMs);
        turn.Context.Fold(step, verdict.Status, verdict.Payload);
        return new StepEnd(StepProgress.Done, verdict);
    }

    // False where the lease is lost. What concerns the suite run is committed with the step.
    private Task<bool> CommitAsync(RunAdvance advance, ScenarioStep step, int attempt, StepOutcome outcome, CancellationToken abandon)
    {
        var lease = advance.Run.Lease;
        var aborts = RunAdvance.EndsSuite(step, outcome.Status);
        return advance.Run.SuiteRunId is not null && (aborts || outcome.Payload.Exports is { Count: > 0 })
            ? suites.CompleteStepAsync(lease, step.OrderIndex, step.Alias, attempt, outcome, aborts, abandon)
            : journal.CompleteStepAsync(lease, step.OrderIndex, step.Alias, attempt, outcome, abandon);
    }

    // False where the run is cancelled meanwhile.
    private async Task<bool> PauseAsync(RunAdvance advance, TimeSpan pause, CancellationToken abandon)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(abandon, advance.Held.Cancelled);
        try
        {
            await Task.Delay(pause, time, stop.Token);
            return true;
        }
        catch (OperationCanceledException) when (advance.Held.CancelRequested && !abandon.IsCancellationRequested)
        {
            return false;
        }
    }

    // A statement that fails would stick the run: each owner would send the step again, and none could say how it ended.
    private static string? UnstorableIn(StepPayload payload) =>
        payload
            .Violations.SelectMany(violation => new JsonNode?[] { violation.Expected, violation.Actual, violation.Details })
            .Concat([payload.Request?.Body, payload.Response?.Body, payload.Sent, payload.DbResult, payload.Message, payload.Exports])
            .Select(node => StorableJson.FaultOf(node, allowNul: true))
            .FirstOrDefault(fault => fault is not null);

    // Passed only by a retry is FLAKY. The only step of a run cannot be left out of it: that it had nothing to go by is its result.
    private static StepVerdict Ranked(RunAdvance advance, StepVerdict verdict, int attempt) =>
        verdict.Status switch
        {
            StepStatus.Passed when attempt > 1 => verdict with { Status = StepStatus.Flaky },
            StepStatus.Skipped when advance.Run.Mode == RunMode.SingleStep => new StepVerdict(
                StepStatus.Broken,
                verdict.Payload with
                {
                    Violations = [new Violation(ViolationType.ValidationError, "input", verdict.Payload.Reason ?? "an output is missing")],
                    Reason = "nothing was sent",
                }
            ),
            _ => verdict,
        };

    private static StepVerdict CutOff(ScenarioStep step) =>
        step.Kind == StepKind.Action
            ? new StepVerdict(
                StepStatus.Unknown,
                new StepPayload { Reason = "the run was cancelled while the step was under way: it may have taken effect" }
            )
            : new StepVerdict(StepStatus.Skipped, new StepPayload { Reason = "the run was cancelled while the step was under way" });

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
        EventId = 3023,
        Level = LogLevel.Information,
        Message = "Run {RunId}: whether {StepAlias} took effect was looked up by {Assertion}: {Status}"
    )]
    private partial void LogVerified(Guid runId, string stepAlias, string assertion, StepStatus status);

    [LoggerMessage(
        EventId = 3027,
        Level = LogLevel.Error,
        Message = "What should listen from {StepAlias} on could not be opened: {Failure}"
    )]
    private partial void LogListenerFailed(string stepAlias, string failure);

    [LoggerMessage(EventId = 3022, Level = LogLevel.Error, Message = "The plug-in {Plugin} failed at {StepAlias}: {Failure}")]
    private partial void LogPluginFailed(string plugin, string stepAlias, string failure);
}
