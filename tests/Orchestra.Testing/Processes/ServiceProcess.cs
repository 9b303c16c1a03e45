using System.Collections.Concurrent;
using Orchestra.LocalHost.Processes;

namespace Orchestra.Testing.Processes;

/// <summary>A program of the house as a process of its own, for tests that kill, stop and continue it. It dies with the test.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromMilliseconds(20);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(2) };

    private readonly ChildProcess _process;
    private readonly ConcurrentQueue<string> _output;

    private readonly string _project;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly string _health;

    private ServiceProcess(
        ChildProcess process,
        ConcurrentQueue<string> output,
        Uri address,
        (string Project, IReadOnlyDictionary<string, string> Environment, string Health) program
    ) => (_process, _output, Address, (_project, _environment, _health)) = (process, output, address, program);

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Everything that it wrote so far.</summary>
    public IReadOnlyCollection<string> Output => _output;

    /// <summary>Ends with the exit code.</summary>
    public Task<int> Exited => _process.Exited;

    /// <summary>Starts a program on a free port and waits until it is healthy.</summary>
    /// <param name="project">Name of its project, for example <c>Orchestra.Api</c>.</param>
    /// <param name="environment">Its variables.</param>
    /// <param name="health">Path that answers 200 when it is ready.</param>
    public static Task<ServiceProcess> StartAsync(
        string project,
        IReadOnlyDictionary<string, string> environment,
        string health = "/health/ready"
    ) => StartAsync(project, environment, health, new Uri($"http://127.0.0.1:{FreePorts.Take()}"));

    /// <summary>Starts the program of an ended process again, at the same address.</summary>
    public Task<ServiceProcess> StartAgainAsync() => StartAsync(_project, _environment, _health, Address);

    private static async Task<ServiceProcess> StartAsync(
        string project,
        IReadOnlyDictionary<string, string> environment,
        string health,
        Uri address
    )
    {
        var output = new ConcurrentQueue<string>();
        var variables = new Dictionary<string, string>(environment) { ["ASPNETCORE_URLS"] = address.ToString().TrimEnd('/') };
        variables.TryAdd("ASPNETCORE_ENVIRONMENT", "Development");
        var process = await LaunchAsync(project, [], variables, output);
        var service = new ServiceProcess(process, output, address, (project, environment, health));
        try
        {
            await service.WaitHealthyAsync(health);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a program to its end and demands exit code 0.</summary>
    public static async Task<string> RunToEndAsync(
        string project,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> environment
    )
    {
        var (code, text) = await RunAsync(project, arguments, environment);
        return code == 0
            ? text
            : throw new InvalidOperationException($"{project} {string.Join(' ', arguments)} ended with {code}:\n{text}");
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code and all that it wrote.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string project,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> environment
    )
    {
        var output = new ConcurrentQueue<string>();
        var process = await LaunchAsync(project, arguments, environment, output);
        return (await process.Exited, string.Join('\n', output));
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Signal(UnixSignal.Kill);
        await _process.Exited;
    }

    /// <summary>SIGSTOP: the process stands still with all it holds.</summary>
    public void Freeze() => _process.Signal(UnixSignal.Stop);

    /// <summary>SIGCONT.</summary>
    public void Thaw() => _process.Signal(UnixSignal.Continue);

    /// <summary>SIGTERM, then waits for a clean end.</summary>
    public Task<int> StopAsync() => _process.StopAsync((UnixSignal.Terminate, TimeSpan.FromSeconds(15)));

    public async ValueTask DisposeAsync()
    {
        Thaw();
        await _process.StopAsync((UnixSignal.Terminate, TimeSpan.FromSeconds(10)));
    }

    private static Task<ChildProcess> LaunchAsync(
        string project,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        ConcurrentQueue<string> output
    ) =>
        ProcessLauncher.StartAsync(
            new ProcessSpec
            {
                Name = project,
                WorkingDirectory = BuiltPrograms.Root,
                FileName = "dotnet",
                Arguments = [BuiltPrograms.PathOf(project), .. arguments],
                Environment = environment.ToDictionary(pair => pair.Key, pair => (string?)pair.Value),
                Output = output.Enqueue,
            }
        );

    private async Task WaitHealthyAsync(string health)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await IsHealthyAsync(health))
        {
            if (_process.Exited.IsCompleted || limit.IsCancellationRequested)
            {
                throw new InvalidOperationException($"the service did not become healthy:\n{string.Join('\n', _output)}");
            }

            await Task.Delay(BetweenProbes, TimeProvider.System, CancellationToken.None);
        }
    }

    private async Task<bool> IsHealthyAsync(string health)
    {
        try
        {
            using var response = await Http.GetAsync(new Uri(Address, health));
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
