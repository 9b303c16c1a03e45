using System.Text.Json;

namespace Orchestra.Cli.Local;

/// <summary>The state file of a local topology.</summary>
/// <param name="Pid">The host's process.</param>
/// <param name="Ready">Whether everything came up and is not being stopped.</param>
/// <param name="Logs">The folder of its logs.</param>
/// <param name="Resources">State, URLs, processes and connection string by name.</param>
internal sealed record TopologyState(int Pid, bool Ready, string? Logs, IReadOnlyDictionary<string, TopologyState.Resource> Resources)
{
    private const string Host = "Orchestra.AppHost";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public sealed record Resource(string State, IReadOnlyList<string>? Urls, IReadOnlyList<int>? Pids, string? ConnectionString)
    {
        /// <summary>Whether it does what it is there for: a step such as the migrations has ended well.</summary>
        public bool IsWell => State is "Healthy" or "Running" or "Finished";
    }

    /// <summary>Whether the host that wrote the file still runs: not another program with its old number, not a zombie, which has no command line.</summary>
    public bool IsAlive
    {
        get
        {
            try
            {
                return File.ReadAllText($"/proc/{Pid}/cmdline").Contains(Host, StringComparison.Ordinal);
            }
            catch (IOException)
            {
                return false;
            }
        }
    }

    /// <summary>Reads the file; null while there is none.</summary>
    public static async Task<TopologyState?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.Deserialize<TopologyState>(await File.ReadAllTextAsync(path, cancellationToken), Options);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException exception)
        {
            throw new CliException(ExitCodes.Broken, $"{path} is damaged: {exception.Message}");
        }
    }

    /// <summary>The first URL of a resource.</summary>
    public Uri UrlOf(string name) =>
        Resources.TryGetValue(name, out var resource) && resource.Urls is [var url, ..]
            ? new Uri(url)
            : throw new CliException(ExitCodes.Broken, $"the local topology has no URL for {name}");
}
