using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using Orchestra.Testing.Processes;
using Orchestra.Testing.Servers;

namespace Orchestra.Benchmarks.Measuring;

/// <summary>Keeps everything that was measured, with what is needed to judge it, in <c>artifacts/bench</c>.</summary>
internal static class ResultFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>The folder of results.</summary>
    public static string Folder => Directory.CreateDirectory(Path.Combine(BuiltPrograms.Root, "artifacts", "bench")).FullName;

    /// <summary>What the figures depend on, the server included.</summary>
    public static async Task<Dictionary<string, string>> ConditionsAsync()
    {
        await using var connection = new NpgsqlConnection(await TestServers.PostgresAsync());
        await connection.OpenAsync();
        await using var version = new NpgsqlCommand("show server_version", connection);
        var conditions = await MachineAsync();
        conditions["postgres"] = (string)(await version.ExecuteScalarAsync())!;
        return conditions;
    }

    /// <summary>What figures depend on that need no server.</summary>
    public static async Task<Dictionary<string, string>> MachineAsync()
    {
        var processor = await File.ReadAllLinesAsync("/proc/cpuinfo");
        return new Dictionary<string, string>
        {
            ["commit"] = await OutputAsync("git", "describe", "--always", "--dirty", "--abbrev=12"),
            ["kernel"] = await OutputAsync("uname", "-sr"),
            ["processor"] =
                processor.FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
                ?? "unknown",
            ["processors"] = processor
                .Count(line => line.StartsWith("processor", StringComparison.Ordinal))
                .ToString(CultureInfo.InvariantCulture),
            ["dotnet"] = RuntimeInformation.FrameworkDescription,
            ["configuration"] = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')).Name,
            ["serverGc"] = System.Runtime.GCSettings.IsServerGC.ToString(),
            ["loadAverageBefore"] = MachineTimes.LoadAverage(),
        };
    }

    /// <summary>Writes a result and says where.</summary>
    public static async Task WriteAsync(string name, object result)
    {
        var time = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var path = Path.Combine(Folder, $"{name}-{time}.json");
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(result, Options));
        Console.WriteLine($"raw results: {Path.GetRelativePath(BuiltPrograms.Root, path)}");
    }

    /// <summary>What a short program prints.</summary>
    public static async Task<string> OutputAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = BuiltPrograms.Root }
        )!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output.Trim();
    }
}
