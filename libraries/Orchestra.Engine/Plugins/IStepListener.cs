namespace Orchestra.Engine.Plugins;

/// <summary>What listens for an assertion: a position in a topic, a queue that is bound. Disposing lets go of the connection.</summary>
public interface IStepListener : IAsyncDisposable
{
    /// <summary>The run has ended: what was made at the server for it is removed. A run that is handed over keeps it.</summary>
    Task EndAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
