using System.CommandLine;

namespace Orchestra.Cli.Local;

/// <summary>The topology of one state folder, running or not.</summary>
internal sealed class LocalTopology(string folder)
{
    public string Folder => folder;

    public string StateFile => Path.Combine(folder, "state.json");

    /// <summary>The option by which every verb for the local topology finds it.</summary>
    public static Option<string?> FolderOption() =>
        new("--state-folder")
        {
            Description = "where the topology keeps its state (default: .orchestra in the clone)",
            HelpName = "FOLDER",
        };

    public static LocalTopology Of(string? folder) => new(folder is null ? Repository.PathOf(".orchestra") : Path.GetFullPath(folder));

    /// <summary>What the state file says; null when there is none.</summary>
    public Task<TopologyState?> ReadAsync(CancellationToken cancellationToken) => TopologyState.ReadAsync(StateFile, cancellationToken);

    /// <summary>As <see cref="ReadAsync"/>, and null when its host does not run any more.</summary>
    public async Task<TopologyState?> FindRunningAsync(CancellationToken cancellationToken) =>
        await ReadAsync(cancellationToken) is { IsAlive: true } state ? state : null;
}
