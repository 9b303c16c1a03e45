using System.Net;
using Orchestra.Cli.Local;
using Orchestra.LocalHost.Processes;

namespace Orchestra.Cli.Development.Soak;

/// <summary>A service as a process that is killed, frozen and replaced, always at the same address.</summary>
internal sealed class SoakService : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(100);

    private readonly string _project;
    private readonly string _health;
    private readonly Dictionary<string, string> _variables;
    private readonly Action<string> _log;
    private readonly TimeProvider _time;
    private ChildProgram? _program;

    /// <param name="project">Its project.</param>
    /// <param name="health">Path that answers 200 when it is up.</param>
    /// <param name="variables">Its variables.</param>
    /// <param name="log">Gets its lines.</param>
    /// <param name="time">The clock.</param>
    public SoakService(string project, string health, IReadOnlyDictionary<string, string> variables, Action<string> log, TimeProvider time)
    {
        (_project, _health, _log, _time) = (project, health, log, time);
        Address = new Uri($"http://127.0.0.1:{FreePorts.Take()}");
        _variables = new(variables, StringComparer.Ordinal)
        {
            ["ASPNETCORE_URLS"] = Address.GetLeftPart(UriPartial.Authority),
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
        };
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts it and waits until it is up.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _program = await ChildProgram.StartDotnetAsync(Repository.Program(_project), [], _variables, _log, ChildEnding.Killed);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        using var timer = new PeriodicTimer(LookPeriod, _time);
        var begun = _time.GetTimestamp();
        while (!await IsUpAsync(http, cancellationToken))
        {
            if (_program.Exited.IsCompleted || _time.GetElapsedTime(begun) > StartTime)
            {
                throw new CliException(ExitCodes.Broken, $"{_project} did not come up: its lines are in the log");
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>kill -9, then starts it again.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        Signal(UnixSignal.Kill);
        await _program!.Exited;
        await StartAsync(cancellationToken);
    }

    /// <summary>SIGTERM, then starts it again.</summary>
    public async Task ReplaceAsync(CancellationToken cancellationToken)
    {
        await _program!.StopAsync();
        await StartAsync(cancellationToken);
    }

    /// <summary>Stops it in mid-air and lets it go on after a while.</summary>
    public async Task FreezeAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        Signal(UnixSignal.Stop);
        try
        {
            await Task.Delay(length, _time, cancellationToken);
        }
        finally
        {
            Signal(UnixSignal.Continue);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            await _program.StopAsync();
        }
    }

    private void Signal(UnixSignal signal) => _ = NativeMethods.Kill(_program!.Id, (int)signal);

    private async Task<bool> IsUpAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(Address, _health), cancellationToken);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception exception)
            when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
