using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Orchestra.LocalHost.Processes;

namespace Orchestra.LocalHost.Tests.Fixtures;

/// <summary>A running <see cref="FixtureHost"/>: its output, its state file, and all processes that came from it.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private const string MarkVariable = "ORCHESTRA_TEST_MARK";
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly string _mark = Guid.CreateVersion7().ToString();
    private readonly ConcurrentQueue<string> _output = new();
    private ChildProcess? _process;

    private HostProcess(string folder) => Folder = folder;

    public string Folder { get; }

    public string Journal => Path.Combine(Folder, "journal");

    public string Output => string.Join('\n', _output);

    public Task<int> Exited => _process!.Exited;

    private string StateFile => Path.Combine(Folder, "told.json");

    /// <summary>Starts a host; the folder holds its state file and its journal.</summary>
    public static async Task<HostProcess> StartAsync(string folder, string topology, params string[] args)
    {
        var host = new HostProcess(folder);
        var stateFile = new FileInfo(host.StateFile);
        stateFile.Delete();
        host._process = await ProcessLauncher.StartAsync(
            new ProcessSpec
            {
                Name = "host",
                // Not this process: under `dotnet test` that is the apphost, which takes the dll for an argument.
                FileName = "dotnet",
                Arguments =
                [
                    typeof(HostProcess).Assembly.Location,
                    FixtureHost.Verb,
                    topology,
                    .. args,
                    "--state-file",
                    host.StateFile,
                    $"--journal={host.Journal}",
                    "--Parameters:colour=red",
                ],
                Environment = new Dictionary<string, string?> { [MarkVariable] = host._mark },
                WorkingDirectory = folder,
                Output = host._output.Enqueue,
            }
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

    public string ConnectionString(string resource) => State!["resources"]![resource]!["connectionString"]!.GetValue<string>();

    public void Signal(UnixSignal signal) => _process!.Signal(signal);

    /// <summary>
    /// Every living process that inherited the host's mark, the host too, by its environment: also those whose parent has
    /// died or that made themselves daemons.
    /// </summary>
    public IReadOnlyList<string> Alive()
    {
        var mark = Encoding.UTF8.GetBytes($"{MarkVariable}={_mark}");
        return
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Where(folder =>
                    int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _) && HasMark(folder, mark)
                )
                .Select(Describe),
        ];
    }

    /// <summary>Kills the host and, where a test went red, what it left.</summary>
    public async ValueTask DisposeAsync()
    {
        Signal(UnixSignal.Kill);
        await Exited;
        foreach (var survivor in Alive())
        {
            _ = NativeMethods.Kill(int.Parse(survivor.Split(' ')[0], CultureInfo.InvariantCulture), (int)UnixSignal.Kill);
        }
    }

    private static bool HasMark(string folder, byte[] mark)
    {
        try
        {
            // A zombie has no environment any more, so it is not counted.
            return File.ReadAllBytes(Path.Combine(folder, "environ")).AsSpan().IndexOf(mark) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Describe(string folder)
    {
        try
        {
            return $"{Path.GetFileName(folder)} {File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ')}";
        }
        catch (IOException)
        {
            return Path.GetFileName(folder);
        }
    }
}
