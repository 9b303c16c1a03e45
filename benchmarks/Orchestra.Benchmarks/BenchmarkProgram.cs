using Orchestra.Benchmarks.Claim;
using Orchestra.Benchmarks.Generate;
using Orchestra.Benchmarks.Ledger;
using Orchestra.Benchmarks.Measuring;
using Orchestra.Benchmarks.Schema;
using Orchestra.Benchmarks.Streams;
using Orchestra.LocalHost;
using Orchestra.LocalHost.Processes;

namespace Orchestra.Benchmarks;

/// <summary><c>[name] [--quick]</c>: one benchmark or all, one after the other.</summary>
internal static class BenchmarkProgram
{
    private const string Usage = "usage: Orchestra.Benchmarks [ledger|claim|streams|generate|schema] [--quick]";
    private static readonly string[] All = ["ledger", "claim", "streams", "generate", "schema"];

    /// <summary>Runs what the arguments ask for.</summary>
    /// <returns>0, or 1 when a figure could not be obtained, or 2 for wrong arguments.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var quick = arguments.Contains("--quick");
        var names = arguments.Where(argument => argument != "--quick").ToArray();
        if (names.Length > 1 || names.Any(name => !All.Contains(name)))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        try
        {
            foreach (var name in names.Length == 0 ? All : names)
            {
                await RunOneAsync(name, quick);
            }

            return 0;
        }
        catch (Exception exception) when (exception is BenchmarkException or LocalHostException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private static async Task RunOneAsync(string name, bool quick)
    {
        if (name == "claim")
        {
            await using var ownServer = await DurableServer.EnsureAsync();
            await ClaimBenchmark.RunAsync(quick);
            return;
        }

        if (name == "streams")
        {
            await using var streamServer = await DurableServer.EnsureAsync();
            await StreamBenchmark.RunAsync(quick);
            return;
        }

        if (name == "generate")
        {
            await GenerateBenchmark.RunAsync(quick);
            return;
        }

        if (!Cores.OnClientCoreOnly)
        {
            await RunOnClientCoreAsync(name, quick);
            return;
        }

        if (name == "schema")
        {
            await SchemaBenchmark.RunAsync(quick);
            return;
        }

        await using var server = await DurableServer.EnsureAsync();
        await LedgerBenchmark.RunAsync(quick);
    }

    // .NET takes its processor count from the affinity that it starts with: so the pinned part is a process of its own.
    private static async Task RunOnClientCoreAsync(string name, bool quick)
    {
        string[] arguments = [typeof(BenchmarkProgram).Assembly.Location, name, .. quick ? ["--quick"] : Array.Empty<string>()];
        var pinned = await ProcessLauncher.StartAsync(
            new ProcessSpec
            {
                Name = name,
                FileName = "taskset",
                Arguments = ["-c", Cores.Client, Environment.ProcessPath!, .. arguments],
                WorkingDirectory = Environment.CurrentDirectory,
                Output = Console.WriteLine,
            }
        );
        if (await pinned.Exited is var code and not 0)
        {
            throw new BenchmarkException($"{name} ended with exit code {code}");
        }
    }
}
