using System.Diagnostics;

namespace Orchestra.Load.Tests.Peers;

/// <summary>hdr-histogram-js in a node process; npm installs it once, below artifacts/.</summary>
internal static class HdrJs
{
    private const string Version = "3.0.1";

    private static readonly string Folder = Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "npm", $"hdr-histogram-js-{Version}")
    );

    /// <summary>What the library sees of a log's first interval, as JSON.</summary>
    public static async Task<string> ReadLogAsync(string log, CancellationToken cancellationToken)
    {
        await InstallAsync(cancellationToken);
        var script = Path.Combine(AppContext.BaseDirectory, "Peers", "hdr-reader.cjs");
        return await RunAsync("node", [script, Folder], log, cancellationToken);
    }

    private static async Task InstallAsync(CancellationToken cancellationToken)
    {
        var mark = Path.Combine(Folder, "installed");
        if (File.Exists(mark))
        {
            return;
        }

        Directory.CreateDirectory(Folder);
        string[] arguments = ["install", "--prefix", Folder, "--no-audit", "--no-fund", "--ignore-scripts", $"hdr-histogram-js@{Version}"];
        await RunAsync("npm", arguments, "", cancellationToken);
        await File.WriteAllTextAsync(mark, "", cancellationToken);
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string input, CancellationToken cancellationToken)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true }
        )!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken);
        Assert.That(process.ExitCode, Is.Zero, $"{program} {string.Join(' ', arguments)}: {await output}");
        return await output;
    }
}
