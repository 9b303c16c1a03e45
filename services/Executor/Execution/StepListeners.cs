using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Plugins;

namespace Orchestra.Executor.Execution;

/// <summary>
/// The listeners of one run: each assertion's is open before the action in front of it is sent, so that no message can come between.
/// What a listener needs to outlive its executor is at the server; the next owner opens it again.
/// </summary>
/// <param name="plugins">Who listens.</param>
/// <param name="isTakenOver">Whether an earlier owner had begun the run's steps: actions may have been sent.</param>
internal sealed class StepListeners(PluginRegistry plugins, bool isTakenOver) : IAsyncDisposable
{
    private readonly Dictionary<string, IStepListener?> _open = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>What listens for a step; null where nothing does.</summary>
    public IStepListener? Of(ScenarioStep step)
    {
        lock (_open)
        {
            return _open.GetValueOrDefault(step.Alias);
        }
    }

    /// <summary>Opens what the assertions after a step need: before an ACTION is sent, or the assertion itself looks.</summary>
    public async Task OpenBeforeAsync(StepTurn turn, RunAdvance advance, CancellationToken cancellationToken)
    {
        if (turn.Step.Kind == StepKind.Barrier)
        {
            return;
        }

        // Steps in flight come here beside others: one opens at a time.
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var isAction = turn.Step.Kind == StepKind.Action;
            foreach (
                var step in advance.Context.Plan.Steps.Where(step =>
                    step.Kind == StepKind.Assertion
                    && (isAction ? step.OrderIndex > turn.Step.OrderIndex : step == turn.Step)
                    && (advance.Takes(step) || step.Alias == turn.Step.Action.Meta.VerifyBy)
                    && Of(step) is null
                )
            )
            {
                await OpenAsync(step, turn, advance, cancellationToken);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The run has ended: what was made at servers for it goes.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        foreach (var listener in _open.Values.OfType<IStepListener>())
        {
            await listener.EndAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _open.Values.OfType<IStepListener>())
        {
            await listener.DisposeAsync();
        }

        _gate.Dispose();
    }

    private async Task OpenAsync(ScenarioStep step, StepTurn turn, RunAdvance advance, CancellationToken cancellationToken)
    {
        if (plugins.Find(step.ChannelType) is not { } plugin)
        {
            return;
        }

        var assertion = new StepExecution(step, turn.Context, 1, advance.Run.StartedAt, advance.Policy)
        {
            ListenSince = isTakenOver ? advance.Run.StartedAt : null,
        };
        var listener = await plugin.Steps.ListenAsync(assertion, cancellationToken);
        lock (_open)
        {
            _open[step.Alias] = listener;
        }
    }
}
