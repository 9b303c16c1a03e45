using Aspire.Hosting.ApplicationModel;

namespace Orchestra.LocalHost.Hosting;

/// <summary>A resource being started, running and being stopped.</summary>
internal abstract class ResourceRun(IResource resource, RunContext context)
{
    private readonly TaskCompletionSource _healthy = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IResource Resource => resource;

    public string Name => resource.Name;

    /// <summary>Ends when others may rely on the resource.</summary>
    public Task Healthy => _healthy.Task;

    /// <summary>Ends, with the exit code, when the resource ends by itself.</summary>
    public Task<int> Completed => _completed.Task;

    protected RunContext Context => context;

    /// <summary>Starts and returns when the resource is healthy or, if it is a step, has ended.</summary>
    /// <exception cref="LocalHostException">It cannot be started; the message holds its last lines.</exception>
    public abstract Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Stops what runs; never fails.</summary>
    /// <param name="patience">How long a process may take before it is killed.</param>
    public abstract Task StopAsync(TimeSpan patience);

    protected void Set(Func<ResourceStatus, ResourceStatus> change) => context.Board.Update(Name, change);

    protected void MarkHealthy(ResourceState state = ResourceState.Healthy)
    {
        Set(status => status with { State = state });
        _healthy.TrySetResult();
    }

    protected void MarkCompleted(int exitCode) => _completed.TrySetResult(exitCode);

    /// <summary>Tells when a process ends by itself although nobody stopped it.</summary>
    protected void WatchServer(Processes.ChildProcess process)
    {
        _ = WatchAsync();

        async Task WatchAsync()
        {
            var exitCode = await process.Exited;
            if (context.Board[Name].State is ResourceState.Healthy)
            {
                Set(status => status with { State = ResourceState.Exited, ExitCode = exitCode, Pids = [] });
            }
        }
    }
}
