using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;
using Orchestra.Benchmarks.Measuring;
using Orchestra.Contracts;
using Orchestra.LocalHost.Processes;

namespace Orchestra.Benchmarks.Ledger;

/// <summary>pgbench on the very same statements: C, prepared, nothing to compute between two of them.</summary>
internal sealed partial class PgbenchSide(string workerConnectionString) : ILedgerSide
{
    private readonly NpgsqlConnectionStringBuilder _target = new(workerConnectionString);
    private readonly string _script = Path.Combine(ResultFile.Folder, "ledger.pgbench.sql");

    public string Name => "pgbench";

    /// <summary>The program beside the server's own.</summary>
    public static string Program => Path.Combine(ServerBinaries.PostgresFolder(null), "pgbench");

    public async Task<Pace> RunAsync(int runs, TimeSpan time)
    {
        await File.WriteAllTextAsync(_script, PgbenchScript.Text);
        var output = new ConcurrentQueue<string>();
        var before = ProcessTimes.OfEndedChildren();
        var pgbench = await ProcessLauncher.StartAsync(
            new ProcessSpec
            {
                Name = Name,
                FileName = "taskset",
                Arguments = ["-c", Cores.Client, Program, .. Arguments(runs, time)],
                Environment = new Dictionary<string, string?> { ["PGPASSWORD"] = _target.Password },
                WorkingDirectory = ResultFile.Folder,
                Output = output.Enqueue,
            }
        );
        var code = await pgbench.Exited;
        var text = string.Join('\n', output);
        if (code != 0)
        {
            throw new BenchmarkException($"pgbench ended with exit code {code}:\n{text}");
        }

        return new Pace((long)Number(Processed(), text), Number(PerSecond(), text), ProcessTimes.OfEndedChildren() - before);
    }

    private string[] Arguments(int runs, TimeSpan time)
    {
        var outcome = StepSample.Outcome;
        var arguments = new List<string> { "-h", _target.Host!, "-p", Text(_target.Port), "-U", _target.Username!, "-n", "-M", "prepared" };
        arguments.AddRange("-c", Text(runs), "-j", "1", "-T", Text((int)time.TotalSeconds), "-f", _script);
        foreach (
            var (name, value) in new (string, string)[]
            {
                // The first transaction of a connection ends a run that is not there, then claims.
                ("step", Text(StepSample.StepsPerRun)),
                ("tenant_id", Guid.Empty.ToString()),
                ("id", Guid.Empty.ToString()),
                ("lease_epoch", "0"),
                ("attempt", "1"),
                ("after", Guid.Empty.ToString()),
                ("owner", "bench"),
                ("count", "1"),
                ("ttl", "1 minute"),
                ("status", "PASSED"),
                ("duration", outcome.DurationMs.ToString(CultureInfo.InvariantCulture)),
                ("payload", JsonSerializer.Serialize(outcome.Payload, OrchestraJson.Options)),
                ("start_event", $$"""{"stepIndex":7,"alias":"{{StepSample.Alias}}","attempt":1}"""),
                (
                    "result_event",
                    $$"""{"stepIndex":7,"alias":"{{StepSample.Alias}}","attempt":1,"status":"PASSED","durationMs":12.5,"violations":0}"""
                ),
            }
        )
        {
            arguments.AddRange("-D", $"{name}={value}");
        }

        return [.. arguments, _target.Database!];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Number(Regex pattern, string text) =>
        pattern.Match(text) is { Success: true } match
            ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new BenchmarkException($"pgbench's answer is not understood:\n{text}");

    [GeneratedRegex(@"number of transactions actually processed: (\d+)")]
    private static partial Regex Processed();

    [GeneratedRegex(@"tps = ([\d.]+) \(without initial connection time\)")]
    private static partial Regex PerSecond();
}
