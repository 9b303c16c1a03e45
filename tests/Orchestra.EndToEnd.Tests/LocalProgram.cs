using System.Text.Json.Nodes;
using Orchestra.Testing.Processes;
using Orchestra.Testing.Waiting;

namespace Orchestra.EndToEnd.Tests;

/// <summary>The built AppHost or CLI as people start them, with all that comes from it, in a folder of its own.</summary>
internal sealed class LocalProgram : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(90);

    private readonly string _folder = Directory.CreateTempSubdirectory("orchestra-e2e-").FullName;
    private ProgramTree _tree = null!;

    private LocalProgram() { }

    public ProgramTree Tree => _tree;

    public string Folder => _folder;

    private JsonNode? State =>
        File.Exists(Path.Combine(_folder, "state.json")) ? JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "state.json"))) : null;

    /// <summary>Starts AppHost on free ports.</summary>
    public static Task<LocalProgram> StartAppHostAsync(params string[] arguments) =>
        StartAsync(
            BuiltPrograms.PathOf("Orchestra.AppHost"),
            folder => ["--ephemeral", "--state-file", $"{folder}/state.json", .. arguments]
        );

    /// <summary>Starts the CLI.</summary>
    public static Task<LocalProgram> StartCliAsync(params string[] arguments) =>
        StartAsync(
            BuiltPrograms.PathOf("Orchestra.Cli", "orchestra"),
            folder => [.. arguments.Select(text => text.Replace("FOLDER", folder, StringComparison.Ordinal))]
        );

    /// <summary>Runs the CLI to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunCliAsync(params string[] arguments)
    {
        await using var program = await StartCliAsync(arguments);
        var exitCode = await program.Tree.Exited;
        return (exitCode, program.Tree.Output);
    }

    /// <summary>Waits until the state file says that all is up.</summary>
    public async Task ReadyAsync()
    {
        await Eventually.IsTrueAsync(
            () => Task.FromResult(State?["ready"]?.GetValue<bool>() == true || Tree.Exited.IsCompleted),
            StartTime,
            "the topology is up"
        );
        Assert.That(Tree.Exited.IsCompleted, Is.False, Tree.Output);
    }

    /// <summary>Waits until nothing that came from the program is alive.</summary>
    public async Task NothingLeftAsync(TimeSpan atMost) =>
        await Eventually.GetAsync(
            () => Task.FromResult(string.Join('\n', Tree.Alive())),
            alive => alive.Length == 0,
            atMost,
            "nothing is left"
        );

    /// <summary>The addresses of a resource, one for each replica.</summary>
    public IReadOnlyList<Uri> UrlsOf(string resource) =>
        [.. State!["resources"]![resource]!["urls"]!.AsArray().Select(url => new Uri(url!.GetValue<string>()))];

    public async ValueTask DisposeAsync()
    {
        await _tree.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<LocalProgram> StartAsync(string dll, Func<string, IEnumerable<string>> arguments)
    {
        var program = new LocalProgram();
        program._tree = await ProgramTree.StartAsync(dll, arguments(program._folder));
        return program;
    }
}
