using Orchestra.Engine.Execution;

namespace Orchestra.Engine.Plugins;

/// <summary>Carries out the steps of one protocol.</summary>
public interface IStepExecutor
{
    /// <summary>Carries out one attempt. Every outcome is a verdict; only cancellation throws.</summary>
    /// <param name="execution">The attempt.</param>
    /// <param name="cancellationToken">The lease was lost, the run is cancelled or the service stops: give up at once.</param>
    Task<StepVerdict> ExecuteAsync(StepExecution execution, CancellationToken cancellationToken);

    /// <summary>
    /// Begins to listen for what an ASSERTION will look for, before the action that causes it is sent. Called at most once for each
    /// assertion and owner of a run; the next owner calls it again, so what must outlive a crash lives at the server.
    /// </summary>
    /// <param name="assertion">The assertion; its attempt has not begun.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The listener, which <see cref="StepExecution.Listener"/> gives back; null where nothing listens, or where its templates have no values yet.</returns>
    Task<IStepListener?> ListenAsync(StepExecution assertion, CancellationToken cancellationToken) => Task.FromResult<IStepListener?>(null);
}
