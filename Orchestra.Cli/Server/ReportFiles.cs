using System.Text;

namespace Orchestra.Cli.Server;

/// <summary>Where a run's reports go; null for those that nobody asked for.</summary>
internal sealed record ReportFiles(string? Json = null, string? Junit = null, string? Html = null)
{
    /// <summary>Fetches each report and writes it.</summary>
    /// <param name="client">The server.</param>
    /// <param name="path">The report's route.</param>
    /// <param name="json">The JSON report, fetched already.</param>
    /// <param name="console">Told of each file.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task WriteAsync(OrchestraClient client, string path, string json, CliConsole console, CancellationToken cancellationToken)
    {
        foreach (var (file, format) in ((string?, string)[])[(Json, "json"), (Junit, "junit"), (Html, "html")])
        {
            if (file is null)
            {
                continue;
            }

            var text = format == "json" ? json : await client.GetTextAsync($"{path}?format={format}", cancellationToken);
            await WriteFileAsync(file, text, cancellationToken);
            console.Note($"written: {file}");
        }
    }

    public static Task WriteFileAsync(string file, string text, CancellationToken cancellationToken) =>
        WriteFileAsync(file, Encoding.UTF8.GetBytes(text), cancellationToken);

    public static async Task WriteFileAsync(string file, byte[] content, CancellationToken cancellationToken)
    {
        if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        await File.WriteAllBytesAsync(file, content, cancellationToken);
    }
}
