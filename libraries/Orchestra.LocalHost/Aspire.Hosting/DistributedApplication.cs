using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Orchestra.LocalHost.Hosting;

namespace Aspire.Hosting;

/// <summary>A topology that can be started and stopped.</summary>
public class DistributedApplication : IAsyncDisposable
{
    private readonly Orchestrator _orchestrator;

    internal DistributedApplication(Orchestrator orchestrator) => _orchestrator = orchestrator;

    internal Orchestrator Orchestrator => _orchestrator;

    /// <summary>Begins a topology.</summary>
    /// <param name="args">The command line: settings, <c>--ephemeral</c>, <c>--state-file PATH</c>, <c>--state-folder PATH</c>.</param>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(args);

    /// <summary>As <see cref="RunAsync"/>, blocking.</summary>
    [SuppressMessage(
        "Usage",
        "VSTHRD002",
        Justification = "The last call of a console program's Main, which has no synchronisation context"
    )]
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>
    /// Starts everything, waits for Ctrl+C, SIGTERM, SIGHUP or the token, and stops everything. When a resource cannot be started it says
    /// so, stops the others and sets the exit code 1.
    /// </summary>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        void OnSignal(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);
        try
        {
            await _orchestrator.StartAsync(stop.Token);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to stop, before or after everything was up.
        }
        catch (DistributedApplicationException exception)
        {
            _orchestrator.Console.WriteError(exception.Message);
            Environment.ExitCode = 1;
        }

        await _orchestrator.StopAsync();
    }

    /// <summary>Starts everything and returns when all of it is healthy.</summary>
    /// <exception cref="DistributedApplicationException">A resource cannot be started; everything is stopped again.</exception>
    public virtual async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await _orchestrator.StartAsync(cancellationToken);
        }
        catch
        {
            await _orchestrator.StopAsync();
            throw;
        }
    }

    /// <summary>Stops everything in reverse order, within 10 seconds.</summary>
    public virtual Task StopAsync(CancellationToken cancellationToken = default) => _orchestrator.StopAsync();

    /// <summary>Stops what still runs.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        await _orchestrator.StopAsync();
        GC.SuppressFinalize(this);
    }
}
