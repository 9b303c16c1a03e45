namespace Orchestra.Cli.Local;

/// <summary>An ephemeral topology with the sample bank, for the time of one demo.</summary>
internal sealed class DemoTopology : IAsyncDisposable
{
    private const int KeptLines = 30;
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(100);

    private readonly string _folder = Directory.CreateTempSubdirectory("orchestra-demo-").FullName;
    private readonly Queue<string> _lastLines = new();
    private readonly TextWriter _log;
    private ChildProgram? _host;

    private DemoTopology(string logFile) => _log = TextWriter.Synchronized(new StreamWriter(logFile) { AutoFlush = true });

    /// <summary>Orchestra's gateway.</summary>
    public Uri Gateway { get; private set; } = null!;

    /// <summary>The system under test.</summary>
    public Uri Bank { get; private set; } = null!;

    /// <summary>Starts it and waits until all of it is up.</summary>
    /// <param name="fault">The bank's fault; null for none.</param>
    /// <param name="logFile">Gets everything that it writes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CliException">It died or was not up within 120 s: exit code 5, with its last lines.</exception>
    public static async Task<DemoTopology> StartAsync(string? fault, string logFile, TimeProvider time, CancellationToken cancellationToken)
    {
        var topology = new DemoTopology(logFile);
        try
        {
            await topology.StartHostAsync(fault, time, cancellationToken);
            return topology;
        }
        catch
        {
            await topology.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
        }

        await _log.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartHostAsync(string? fault, TimeProvider time, CancellationToken cancellationToken)
    {
        var stateFile = Path.Combine(_folder, "state.json");
        string[] arguments = ["--ephemeral", "--state-file", stateFile, "--Samples:Bank=true"];
        _host = await ChildProgram.StartDotnetAsync(
            Repository.Program("Orchestra.AppHost"),
            fault is null ? arguments : [.. arguments, $"--Bank:Fault={fault}"],
            onLine: Keep
        );
        var begun = time.GetTimestamp();
        using var timer = new PeriodicTimer(LookPeriod, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (_host.Exited.IsCompleted)
            {
                throw Failed($"the local topology ended by itself with exit code {await _host.Exited}");
            }

            if (await TopologyState.ReadAsync(stateFile, cancellationToken) is { Ready: true } state)
            {
                Gateway = state.UrlOf("gateway");
                Bank = state.UrlOf("bank");
                return;
            }

            if (time.GetElapsedTime(begun) > StartTime)
            {
                throw Failed($"the local topology was not up within {StartTime.TotalSeconds} s");
            }
        }
    }

    private CliException Failed(string what)
    {
        lock (_lastLines)
        {
            return new CliException(ExitCodes.Broken, $"{what}; its last lines:\n{string.Join('\n', _lastLines)}");
        }
    }

    private void Keep(string line)
    {
        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > KeptLines)
            {
                _lastLines.Dequeue();
            }
        }

        _log.WriteLine(line);
    }
}
