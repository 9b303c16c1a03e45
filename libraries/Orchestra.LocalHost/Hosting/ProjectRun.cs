using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Orchestra.LocalHost.Processes;

namespace Orchestra.LocalHost.Hosting;

/// <summary>A .NET project as one process or several.</summary>
internal sealed class ProjectRun(ProjectResource resource, RunContext context) : ResourceRun(resource, context)
{
    private static readonly TimeSpan HealthTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PollPeriod = TimeSpan.FromMilliseconds(100);

    private readonly ResourceModel _model = resource.Model;
    private readonly ChildProcess?[] _replicas = new ChildProcess?[resource.Model.Replicas];

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var program = ProjectOutput.Find(_model.ProjectPath!);
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var add in _model.Environment)
        {
            await add(variables, cancellationToken);
        }

        for (var replica = 0; replica < _replicas.Length; replica++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _replicas[replica] = await ProcessLauncher.StartAsync(Spec(program, variables, replica));
        }

        Set(status => status with { State = ResourceState.Running, Pids = LivePids(), Urls = [.. Urls()] });
        if (_model.CompletionExitCode is { } expected)
        {
            await CompleteAsync(expected, cancellationToken);
            return;
        }

        await Task.WhenAll(Enumerable.Range(0, _replicas.Length).Select(replica => HealthyAsync(replica, cancellationToken)));
        MarkHealthy(_model.HealthChecks.Count > 0 ? ResourceState.Healthy : ResourceState.Running);
        for (var replica = 0; replica < _replicas.Length; replica++)
        {
            _ = WatchAsync(replica);
        }
    }

    public override Task StopAsync(TimeSpan patience) =>
        Task.WhenAll(_replicas.OfType<ChildProcess>().Select(process => process.StopAsync((UnixSignal.Terminate, patience))));

    private string ReplicaName(int replica) =>
        _replicas.Length == 1 ? Name : string.Create(CultureInfo.InvariantCulture, $"{Name}-{replica + 1}");

    private IEnumerable<string> Urls() =>
        Enumerable.Range(0, _replicas.Length).SelectMany(replica => _model.Endpoints.Select(endpoint => endpoint.UrlOf(Name, replica)));

    private List<int> LivePids() =>
        [.. _replicas.OfType<ChildProcess>().Where(process => !process.Exited.IsCompleted).Select(process => process.Id)];

    private ProcessSpec Spec(string program, Dictionary<string, string?> variables, int replica)
    {
        var name = ReplicaName(replica);
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] =
                _model.Endpoints.Count == 0 ? null : string.Join(';', _model.Endpoints.Select(endpoint => endpoint.UrlOf(Name, replica))),
            ["OTEL_SERVICE_NAME"] = Name,
            ["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={name}",
        };
        foreach (var endpoint in _model.Endpoints.Where(endpoint => endpoint.PortVariable is not null))
        {
            environment[endpoint.PortVariable!] = endpoint.PortOf(Name, replica).ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (key, value) in variables)
        {
            environment[key] = value;
        }

        return new ProcessSpec
        {
            Name = name,
            FileName = DotNetPath(),
            Arguments = [program, .. _model.Arguments],
            Environment = environment,
            WorkingDirectory = Path.GetDirectoryName(_model.ProjectPath)!,
            Output = line => Context.Console.WriteLine(name, line),
        };
    }

    /// <summary>The dotnet that runs us, otherwise the one of DOTNET_ROOT or PATH.</summary>
    private static string DotNetPath()
    {
        if (Path.GetFileName(Environment.ProcessPath) == "dotnet")
        {
            return Environment.ProcessPath!;
        }

        var root = Environment.GetEnvironmentVariable("DOTNET_ROOT");
        return root is not null && Path.Combine(root, "dotnet") is var path && File.Exists(path) ? path : "dotnet";
    }

    private async Task CompleteAsync(int expected, CancellationToken cancellationToken)
    {
        var exitCodes = await Task.WhenAll(_replicas.OfType<ChildProcess>().Select(process => process.Exited)).WaitAsync(cancellationToken);
        var failed = Array.FindIndex(exitCodes, exitCode => exitCode != expected);
        if (failed >= 0)
        {
            throw Ended(failed, exitCodes[failed]);
        }

        Set(status => status with { State = ResourceState.Finished, ExitCode = expected, Pids = [] });
        MarkCompleted(expected);
    }

    private async Task HealthyAsync(int replica, CancellationToken cancellationToken)
    {
        var process = _replicas[replica]!;
        var started = TimeProvider.System.GetTimestamp();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
        {
            Timeout = TimeSpan.FromSeconds(5),
        };
        foreach (var check in _model.HealthChecks)
        {
            var endpoint =
                _model.Endpoints.Find(candidate => candidate.Name == check.EndpointName)
                ?? throw new LocalHostException(
                    $"'{Name}' has a health check on the endpoint '{check.EndpointName}', which it does not have: add WithHttpEndpoint()"
                );
            var address = new Uri(new Uri(endpoint.UrlOf(Name, replica)), check.Path);
            while (await AskAsync(client, address, cancellationToken) is var answer && answer != $"{check.StatusCode}")
            {
                if (process.Exited.IsCompleted)
                {
                    throw Ended(replica, await process.Exited);
                }

                if (TimeProvider.System.GetElapsedTime(started) > HealthTimeout)
                {
                    throw new LocalHostException(
                        $"'{ReplicaName(replica)}' did not become healthy within {HealthTimeout.TotalSeconds} s: GET {address} answers {answer}, not {check.StatusCode}"
                            + LastLines(process)
                    );
                }

                await Task.Delay(PollPeriod, TimeProvider.System, cancellationToken);
            }
        }
    }

    private static async Task<string> AskAsync(HttpClient client, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return $"{(int)response.StatusCode}";
        }
        catch (HttpRequestException exception)
        {
            return exception.HttpRequestError.ToString();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "nothing in time";
        }
    }

    private async Task WatchAsync(int replica)
    {
        var exitCode = await _replicas[replica]!.Exited;
        if (Context.Board[Name].State is not (ResourceState.Healthy or ResourceState.Running))
        {
            return;
        }

        var pids = LivePids();
        Context.Console.WriteState(ReplicaName(replica), $"ended by itself with exit code {exitCode}");
        Set(status => status with { Pids = pids, State = pids.Count == 0 ? ResourceState.Exited : status.State, ExitCode = exitCode });
    }

    private LocalHostException Ended(int replica, int exitCode)
    {
        Set(status => status with { ExitCode = exitCode });
        return new LocalHostException(
            $"'{ReplicaName(replica)}' ended with exit code {exitCode} while starting{LastLines(_replicas[replica]!)}"
        );
    }

    private static string LastLines(ChildProcess process) =>
        process.LastLines is { Count: > 0 } lines ? $"; its last lines:\n  {string.Join("\n  ", lines)}" : "; it wrote nothing";
}
