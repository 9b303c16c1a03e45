using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Orchestra.LocalHost.Processes;

namespace Orchestra.Testing.Processes;

/// <summary>
/// A program that starts others, and all processes that came from it: found by a variable that they inherit, also those whose parent
/// has died or that made themselves daemons.
/// </summary>
public sealed class ProgramTree : IAsyncDisposable
{
    private const string MarkVariable = "ORCHESTRA_TEST_MARK";

    private readonly string _mark = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
    private readonly ConcurrentQueue<string> _output = new();
    private ChildProcess? _process;

    private ProgramTree() { }

    /// <summary>The first process's id.</summary>
    public int Id => _process!.Id;

    /// <summary>Everything that it wrote so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Ends with the first process's exit code.</summary>
    public Task<int> Exited => _process!.Exited;

    /// <summary>Starts a .NET program.</summary>
    /// <param name="dll">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where it works; null for the repository's root.</param>
    /// <param name="environment">Variables on top of ours.</param>
    public static async Task<ProgramTree> StartAsync(
        string dll,
        IEnumerable<string> arguments,
        string? folder = null,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var tree = new ProgramTree();
        var variables = new Dictionary<string, string?> { [MarkVariable] = tree._mark };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            variables[name] = value;
        }

        tree._process = await ProcessLauncher.StartAsync(
            new ProcessSpec
            {
                Name = Path.GetFileName(dll),
                // Not this process: under `dotnet test` that is the apphost, which takes the dll for an argument.
                FileName = "dotnet",
                Arguments = [dll, .. arguments],
                Environment = variables,
                WorkingDirectory = folder ?? BuiltPrograms.Root,
                Output = tree._output.Enqueue,
            }
        );
        return tree;
    }

    /// <summary>kill -9 of the first process.</summary>
    public void Kill() => _process!.Signal(UnixSignal.Kill);

    /// <summary>SIGTERM to the first process.</summary>
    public void Terminate() => _process!.Signal(UnixSignal.Terminate);

    /// <summary>Every living process, the first one too. A zombie has no environment any more, so it is not counted.</summary>
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

    /// <summary>Kills the first process and, where a test went red, what it left.</summary>
    public async ValueTask DisposeAsync()
    {
        Kill();
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
