using System.Diagnostics;
using System.Text.Json;
using Orchestra.Benchmarks.Measuring;

namespace Orchestra.Benchmarks.Schema;

/// <summary><c>JSON.parse</c> and ajv in one node process; npm installs ajv beside the results, once.</summary>
internal sealed class AjvSide : ISchemaSide, IAsyncDisposable
{
    private const string Version = "8.20.0";

    private readonly Process _node;

    private AjvSide(Process node, string versions)
    {
        _node = node;
        Versions = versions;
    }

    /// <summary>Versions of node and ajv, as they say themselves.</summary>
    public string Versions { get; }

    public static async Task<AjvSide> StartAsync(IEnumerable<SchemaCase> cases)
    {
        var folder = Directory.CreateDirectory(Path.Combine(ResultFile.Folder, "ajv")).FullName;
        await InstallAsync(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "cases.json"), JsonSerializer.Serialize(cases, JsonSerializerOptions.Web));
        var script = Path.Combine(AppContext.BaseDirectory, "Schema", "ajv-side.cjs");
        var node = Start("node", [script, folder, folder], folder);
        return await node.StandardOutput.ReadLineAsync() is { } versions
            ? new AjvSide(node, versions)
            : throw new BenchmarkException("node ended before it had read the schemas: what it wrote is above");
    }

    public async Task<SchemaSlice> RunAsync(SchemaCase subject, TimeSpan time)
    {
        await _node.StandardInput.WriteLineAsync(
            JsonSerializer.Serialize(new { name = subject.Name, milliseconds = time.TotalMilliseconds })
        );
        await _node.StandardInput.FlushAsync();
        return await _node.StandardOutput.ReadLineAsync() is { } answer
            ? JsonSerializer.Deserialize<SchemaSlice>(answer, JsonSerializerOptions.Web)!
            : throw new BenchmarkException($"node ended while it measured {subject.Name}");
    }

    public async ValueTask DisposeAsync()
    {
        // At the end of its input node has nothing left to do.
        _node.StandardInput.Close();
        await _node.WaitForExitAsync();
        _node.Dispose();
    }

    private static async Task InstallAsync(string folder)
    {
        if (File.Exists(Path.Combine(folder, "node_modules", "ajv", "package.json")))
        {
            return;
        }

        await Console.Error.WriteLineAsync($"installing ajv {Version} by npm");
        using var npm = Start("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", $"ajv@{Version}"], folder);
        await npm.StandardOutput.ReadToEndAsync();
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
        {
            throw new BenchmarkException($"npm could not install ajv (exit code {npm.ExitCode}): what it wrote is above");
        }
    }

    private static Process Start(string program, string[] arguments, string folder)
    {
        try
        {
            return Process.Start(
                new ProcessStartInfo(program, arguments)
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    WorkingDirectory = folder,
                }
            )!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new BenchmarkException($"{program} cannot be started ({exception.Message}): this benchmark needs Node.js 20");
        }
    }
}
