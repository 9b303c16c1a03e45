using System.Text.Json;

namespace Orchestra.Cli.Local;

/// <summary>The state file of a local topology.</summary>
/// <param name="Pid">The host's process.</param>
/// <param name="Ready">Whether everything is up.</param>
/// <param name="Resources">State, URLs and connection string by name.</param>
internal sealed record TopologyState(int Pid, bool Ready, IReadOnlyDictionary<string, TopologyState.Resource> Resources)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public sealed record Resource(string State, IReadOnlyList<string>? Urls, string? ConnectionString);

    /// <summary>Whether the host that wrote the file still runs.</summary>
    public bool IsAlive => Directory.Exists($"/proc/{Pid}");

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
