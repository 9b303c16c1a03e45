using Orchestra.LocalHost.Processes;

namespace Orchestra.Cli.Local;

/// <summary>An ephemeral topology with the sample bank, for the time of one demo.</summary>
internal sealed class DemoTopology : IAsyncDisposable
{
    // Named after our process: when we are killed, the next host removes it.
    private readonly string _folder = TemporaryFolder.Create();
    private readonly TextWriter _log;
    private TopologyHost? _host;

    private DemoTopology(string logFile) => _log = TextWriter.Synchronized(new StreamWriter(logFile) { AutoFlush = true });

    /// <summary>Orchestra's gateway.</summary>
    public Uri Gateway => _host!.State.UrlOf("gateway");

    /// <summary>The system under test.</summary>
    public Uri Bank => _host!.State.UrlOf("bank");

    /// <summary>Starts it and waits until all of it is up.</summary>
    /// <param name="fault">The bank's fault; null for none.</param>
    /// <param name="logFile">Gets everything that it writes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CliException">It died or was not up in time: exit code 5, with its last lines.</exception>
    public static async Task<DemoTopology> StartAsync(string? fault, string logFile, TimeProvider time, CancellationToken cancellationToken)
    {
        var topology = new DemoTopology(logFile);
        try
        {
            var stateFile = Path.Combine(topology._folder, "state.json");
            string[] arguments = ["--ephemeral", "--state-file", stateFile, "--Samples:Bank=true"];
            topology._host = await TopologyHost.StartAsync(
                stateFile,
                fault is null ? arguments : [.. arguments, $"--Bank:Fault={fault}"],
                ChildEnding.Killed,
                topology._log.WriteLine,
                time,
                cancellationToken
            );
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
        TemporaryFolder.Remove(_folder);
    }
}
