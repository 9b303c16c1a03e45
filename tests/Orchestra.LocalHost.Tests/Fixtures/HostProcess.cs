using System.Text.Json.Nodes;
using Orchestra.LocalHost.Processes;
using Orchestra.Testing.Processes;

namespace Orchestra.LocalHost.Tests.Fixtures;

/// <summary>A running <see cref="FixtureHost"/>: its output, its state file, and all processes that came from it.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private ProgramTree? _tree;

    private HostProcess(string folder) => Folder = folder;

    public string Folder { get; }

    public string Journal => Path.Combine(Folder, "journal");

    public string Output => _tree!.Output;

    public Task<int> Exited => _tree!.Exited;

    private string StateFile => Path.Combine(Folder, "told.json");

    /// <summary>Starts a host; the folder holds its state file and its journal.</summary>
    public static Task<HostProcess> StartAsync(string folder, string topology, params string[] args) =>
        StartAsync(folder, topology, new Dictionary<string, string>(), args);

    public static async Task<HostProcess> StartAsync(
        string folder,
        string topology,
        IReadOnlyDictionary<string, string> environment,
        params string[] args
    )
    {
        var host = new HostProcess(folder);
        File.Delete(host.StateFile);
        host._tree = await ProgramTree.StartAsync(
            typeof(HostProcess).Assembly.Location,
            [FixtureHost.Verb, topology, .. args, "--state-file", host.StateFile, $"--journal={host.Journal}", "--Parameters:colour=red"],
            folder,
            environment
        );
        return host;
    }

    public async Task ReadyAsync()
    {
        await Until.TrueAsync(
            $"the host is ready\n{Output}",
            StartTime,
            () => State?["ready"]?.GetValue<bool>() == true || Exited.IsCompleted
        );
        Assert.That(Exited.IsCompleted, Is.False, Output);
    }

    public JsonNode? State => File.Exists(StateFile) ? JsonNode.Parse(File.ReadAllText(StateFile)) : null;

    public string UrlOf(string resource) => State!["resources"]![resource]!["urls"]![0]!.GetValue<string>();

    public string ConnectionString(string resource) => State!["resources"]![resource]!["connectionString"]!.GetValue<string>();

    public void Signal(UnixSignal signal) => _ = NativeMethods.Kill(_tree!.Id, (int)signal);

    /// <inheritdoc cref="ProgramTree.Alive"/>
    public IReadOnlyList<string> Alive() => _tree!.Alive();

    public ValueTask DisposeAsync() => _tree!.DisposeAsync();
}
