using System.Globalization;
using Orchestra.Benchmarks.Measuring;
using Orchestra.Testing.Servers;

namespace Orchestra.Benchmarks.Ledger;

/// <summary>
/// <c>bench ledger</c>: durable steps a second, one step a transaction, through the product's stores and through pgbench running the
/// same statements on the same rows, in interleaved pairs whose order is swapped each time.
/// </summary>
internal static class LedgerBenchmark
{
    private const string Name = "ledger";
    private const string Peer = "pgbench";
    private const int Seed = 20_261;

    /// <summary>Measures and prints.</summary>
    public static async Task RunAsync(bool quick)
    {
        var plan = LedgerPlan.For(quick);
        await using var database = await TestDatabase.CreateAsync();
        var server = await DurableServer.ProcessIdAsync();
        await Cores.BindServerAsync(server);
        var conditions = await ResultFile.ConditionsAsync();
        conditions["pgbench"] = await ResultFile.OutputAsync(PgbenchSide.Program, "--version");
        conditions["cores"] = $"PostgreSQL on {Cores.Server}, client on {Cores.Client}";
        var meter = new LedgerMeter(new LedgerRows(database), server);
        ILedgerSide orchestra = new OrchestraSide(database.WorkerConnectionString);
        ILedgerSide pgbench = new PgbenchSide(database.WorkerConnectionString);

        var figures = new List<Figure>();
        var all = new List<Pair<Slice>>();
        foreach (var runs in LedgerPlan.RunsAtOnce)
        {
            await meter.MeasureAsync(orchestra, runs, plan.WarmUp);
            await meter.MeasureAsync(pgbench, runs, plan.Slice);
            var pairs = new List<Pair<Slice>>();
            await foreach (
                var pair in PairedRounds.MeasureAsync(
                    $"runs-{runs}",
                    plan.Pairs,
                    () => meter.MeasureAsync(orchestra, runs, plan.Slice),
                    () => meter.MeasureAsync(pgbench, runs, plan.Slice),
                    withControl: runs == LedgerPlan.ControlRuns
                )
            )
            {
                pairs.Add(pair);
                Print(pair);
            }

            all.AddRange(pairs);
            figures.AddRange(PairedRounds.FiguresOf(Name, Peer, pairs, "server-cpu", Seed));
        }

        conditions["loadAverageAfter"] = MachineTimes.LoadAverage();
        await ResultFile.WriteAsync(
            Name,
            new
            {
                conditions,
                plan,
                seed = Seed,
                pairs = all,
                figures,
            }
        );
        PrintSummary(all);
        figures.ForEach(Console.WriteLine);
    }

    private static void Print(Pair<Slice> pair) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{pair.Orchestra.Runs, 2} runs: orchestra {pair.Orchestra.StepsPerSecond, 6:0} steps/s, pgbench {pair.Peer.StepsPerSecond, 6:0}, ratio {pair.Ratio:0.000}; other load {pair.Orchestra.OtherSeconds:0.0}+{pair.Peer.OtherSeconds:0.0} s, steal {pair.Orchestra.StealSeconds + pair.Peer.StealSeconds:0.0} s"
            )
        );

    private static void PrintSummary(List<Pair<Slice>> pairs)
    {
        Console.WriteLine("runs  side        steps/s  statements/s  client us/step  server us/step   (medians)");
        foreach (
            var side in pairs
                .SelectMany(pair => new[] { pair.Orchestra, pair.Peer })
                .GroupBy(slice => (slice.Runs, slice.Side))
                .OrderBy(group => group.Key.Runs)
        )
        {
            var rate = Median(side, slice => slice.StepsPerSecond);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{side.Key.Runs, 4}  {side.Key.Side, -9} {rate, 9:0} {rate * (2 + (2.0 / StepSample.StepsPerRun)), 13:0} {Median(side, slice => slice.ClientMicroseconds), 15:0.0} {Median(side, slice => slice.ServerMicroseconds), 15:0.0}"
                )
            );
        }
    }

    private static double Median(IEnumerable<Slice> slices, Func<Slice, double> value) =>
        Quantile.Of([.. slices.Select(value).Order()], 0.5);
}
