using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using Orchestra.Cli.Local;
using Orchestra.Invariants;

namespace Orchestra.Cli.Development.Soak;

/// <summary><c>soak</c>: runs under faults that a seed chooses, then the verdict of the invariants.</summary>
internal static class SoakCommand
{
    private const int Executors = 3;
    private static readonly TimeSpan SettleTime = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(500);

    public static Command Create(CliConsole console, TimeProvider time)
    {
        var minutes = new Option<double>("--minutes") { Description = "how long (default: 3)", DefaultValueFactory = _ => 3 };
        var seed = new Option<int?>("--seed") { Description = "the same seed, the same faults (default: another each time)" };
        var command = new Command(
            "soak",
            "Runs the bank's suite while servers and services are killed, frozen and cut off, and judges what is left"
        )
        {
            minutes,
            seed,
        };
        minutes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= 100_000))
            {
                result.AddError("--minutes must be above 0 and at most 100000");
            }
        });
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await PackageInstaller.EnsureAsync(console, cancellationToken);
                return await RunAsync(
                    TimeSpan.FromMinutes(parsed.GetValue(minutes)),
                    parsed.GetValue(seed) ?? RandomNumberGenerator.GetInt32(int.MaxValue),
                    console,
                    time,
                    cancellationToken
                );
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(
        TimeSpan length,
        int seed,
        CliConsole console,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        console.Note($"seed {seed}");
        var folder = Repository.PathOf("artifacts", "soak");
        Directory.CreateDirectory(folder);
        var log = Path.Combine(folder, "topology.log");
        await using var topology = await SoakTopology.StartAsync(Executors, log, time, cancellationToken);
        using var load = new SoakLoad(topology, console, time);
        await load.PrepareAsync(cancellationToken);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var loading = load.RunAsync(over.Token);
        var faults = await InjectAsync(topology, seed, length, console, time, cancellationToken);
        await over.CancelAsync();
        await loading;
        var settled = await SettleAsync(load, time, cancellationToken);
        console.Note(settled ? "all is idle; judging..." : $"not idle after {SettleTime.TotalMinutes:0} minutes; judging...");

        await using var database = NpgsqlDataSource.Create(topology.Database);
        var breaches = await new LedgerCheck(database).BreachesAsync(
            new Evidence
            {
                Idle = true,
                Accepted = load.Accepted,
                SutLog = await load.SutLogAsync(cancellationToken),
            },
            cancellationToken
        );
        foreach (var breach in breaches)
        {
            console.Result(breach.ToString());
        }

        console.Result(
            $"seed {seed}: {faults} faults, {load.Accepted.Count} runs accepted, {await CountsAsync(database, cancellationToken)}; {breaches.Count} breaches; logs in {log}"
        );
        return settled && breaches.Count == 0 ? ExitCodes.Passed : ExitCodes.Failed;
    }

    private static async Task<int> InjectAsync(
        SoakTopology topology,
        int seed,
        TimeSpan length,
        CliConsole console,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var begun = time.GetTimestamp();
        var count = 0;
        foreach (var fault in SoakFault.Sequence(seed, Executors))
        {
            if (time.GetElapsedTime(begun) + fault.After > length)
            {
                break;
            }

            await Task.Delay(fault.After, time, cancellationToken);
            console.Note(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{time.GetElapsedTime(begun).TotalSeconds, 7:0.0} s  {fault.Kind} {fault.Target + 1}"
                )
            );
            await topology.InjectAsync(fault, cancellationToken);
            count++;
        }

        return count;
    }

    private static async Task<bool> SettleAsync(SoakLoad load, TimeProvider time, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        using var timer = new PeriodicTimer(LookPeriod, time);
        while (await load.UnfinishedAsync() is not 0)
        {
            if (time.GetElapsedTime(begun) > SettleTime)
            {
                return false;
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }

        return true;
    }

    private static async Task<string> CountsAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select coalesce(string_agg(format('%s %s', runs, status), ', ' order by status), 'none') from (
                select status, count(*) as runs from runs.test_run group by status
                union all select 'taken over', count(*) from runs.test_run where attempt > 1
                union all select 'sent again', count(*) from runs.step_result where sends > 1) counted
            """
        );
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
