using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Orchestra.LocalHost.Hosting;

/// <summary>Starts resources in the order of what they wait for, and stops them the other way round.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A token source without a timer or wait handle holds nothing to release")]
internal sealed class Orchestrator(IReadOnlyList<IResource> resources, LocalHostOptions options, TextWriter output)
{
    // Stopping takes at most 10 seconds. Projects share the first of these: enough for an executor, whose own grace is 2 s, to hand its
    // runs over even when the gateway before it had to be killed. Then the servers have 3 s.
    private static readonly TimeSpan ProjectsTime = TimeSpan.FromSeconds(6.2);
    private static readonly TimeSpan ProjectPatience = TimeSpan.FromSeconds(3.1);
    private static readonly TimeSpan LeastPatience = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<IResource, ResourceRun> _runs = [];
    private StateFolder? _state;
    private StatusBoard? _board;
    private Task? _starting;
    private Task? _stopping;

    public HostConsole Console { get; } = new(output);

    /// <summary>The state file; null before the start.</summary>
    public string? StateFile => _state?.StateFile;

    /// <summary>Starts everything and returns when all of it is up.</summary>
    /// <exception cref="DistributedApplicationException">Something cannot be started. The rest goes on running until it is stopped.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_starting is not null)
            {
                throw new InvalidOperationException("a topology is started once");
            }

            _starting = StartCoreAsync(cancellationToken);
        }

        await _starting;
    }

    /// <summary>Stops everything; more calls wait for the same stop.</summary>
    public Task StopAsync()
    {
        lock (_lock)
        {
            return _stopping ??= StopCoreAsync();
        }
    }

    private async Task StartCoreAsync(CancellationToken cancellationToken)
    {
        Prepare();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        var starts = _runs.Values.Select(run => StartOneAsync(run, stop.Token)).ToList();
        DistributedApplicationException? failure = null;
        await foreach (var start in Task.WhenEach(starts))
        {
            try
            {
                await start;
            }
            catch (DistributedApplicationException exception)
            {
                failure ??= exception;
                await stop.CancelAsync();
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The reason is the failure above or the caller's token below.
            }
        }

        if (failure is not null)
        {
            throw failure;
        }

        stop.Token.ThrowIfCancellationRequested();
        if (_runs.Values.FirstOrDefault(run => _board![run.Name].State is ResourceState.Exited) is { } gone)
        {
            throw new DistributedApplicationException($"{gone.Name} ended before the other resources were up; see its lines above");
        }

        _board!.SetReady(true);
        Console.WriteState("all resources", "ready");
    }

    /// <summary>Takes the state folder and gives out ports: from here every address is known.</summary>
    private void Prepare()
    {
        try
        {
            _state = StateFolder.Open(options);
            Console.KeepIn(_state.LogsPath);
            _board = new StatusBoard(Console, _state.StateFile, _state.LogsPath);
            var context = new RunContext(Console, _board, _state, options);
            foreach (var resource in resources)
            {
                foreach (var endpoint in resource.Model().Endpoints)
                {
                    endpoint.Allocate(resource.Name, resource.Model().Replicas);
                }

                if (Create(resource, context) is { } run)
                {
                    _runs.Add(resource, run);
                    _board.Update(resource.Name, status => status);
                }
            }
        }
        catch (Exception exception) when (exception is LocalHostException or IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException(exception.Message, exception);
        }
    }

    private ResourceRun? Create(IResource resource, RunContext context) =>
        resource switch
        {
            PostgresServerResource postgres => new PostgresRun(postgres, context),
            PostgresDatabaseResource database => new DatabaseRun(database, context, () => (PostgresRun)_runs[database.Parent]),
            RabbitMQServerResource rabbitMq => new RabbitMqRun(rabbitMq, context),
            ProjectResource project => new ProjectRun(project, context),
            ParameterResource => null,
            _ => throw new LocalHostException(
                $"resource '{resource.Name}' is of a kind that the local host does not know: {resource.GetType().Name}"
            ),
        };

    private async Task StartOneAsync(ResourceRun run, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var wait in run.Resource.Model().Waits)
            {
                var dependency = _runs[wait.Dependency];
                await (wait.ExitCode is null ? dependency.Healthy : dependency.Completed).WaitAsync(cancellationToken);
            }

            _board!.Update(run.Name, status => status with { State = ResourceState.Starting });
            await run.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            _board!.Update(run.Name, status => status with { State = ResourceState.Failed });
            throw new DistributedApplicationException($"{run.Name} cannot be started: {exception.Message}", exception);
        }
    }

    private async Task StopCoreAsync()
    {
        await _stop.CancelAsync();
        if (_starting is { } starting)
        {
            // Whatever it ends with was told to whoever awaits the start.
            await starting.ContinueWith(
                static _ => { },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            );
        }

        _board?.SetReady(false);
        var begin = TimeProvider.System.GetTimestamp();
        var stops = new Dictionary<ResourceRun, Task>();
        foreach (var (run, dependents) in StopOrder.Of(_runs))
        {
            var before = dependents.Select(dependent => stops[dependent]).ToList();
            stops.Add(run, StopOneAsync(run, Task.WhenAll(before), begin));
        }

        await Task.WhenAll(stops.Values);
        Console.Dispose();
        _state?.Dispose();
    }

    private async Task StopOneAsync(ResourceRun run, Task dependentsStopped, long begin)
    {
        await dependentsStopped;
        var left = ProjectsTime - TimeProvider.System.GetElapsedTime(begin);
        var patience = left > ProjectPatience ? ProjectPatience : left;
        var state = _board![run.Name].State;
        var ended = state is ResourceState.Finished or ResourceState.Exited or ResourceState.Failed;
        if (!ended && state is not ResourceState.Waiting)
        {
            _board.Update(run.Name, status => status with { State = ResourceState.Stopping });
        }

        try
        {
            await run.StopAsync(patience > LeastPatience ? patience : LeastPatience);
        }
        catch (Exception exception)
        {
            // What this one used must be stopped all the same.
            Console.WriteError($"{run.Name} did not stop in order: {exception.Message}");
        }

        _board.Update(run.Name, status => status with { State = ended ? status.State : ResourceState.Stopped, Pids = [] });
    }
}
