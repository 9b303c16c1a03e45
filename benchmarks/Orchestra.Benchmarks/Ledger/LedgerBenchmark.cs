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
        var all = new List<LedgerPair>();
        foreach (var runs in LedgerPlan.RunsAtOnce)
        {
            await meter.MeasureAsync(orchestra, runs, plan.WarmUp);
            await meter.MeasureAsync(pgbench, runs, plan.Slice);
            var pairs = new List<LedgerPair>();
            for (var i = 0; i < plan.Pairs; i++)
            {
                pairs.Add(await MeasurePairAsync(meter, orchestra, pgbench, runs, plan, i));
                Print(pairs[^1]);
            }

            all.AddRange(pairs);
            figures.AddRange(FiguresOf(pairs, runs));
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

    private static async Task<LedgerPair> MeasurePairAsync(
        LedgerMeter meter,
        ILedgerSide orchestra,
        ILedgerSide pgbench,
        int runs,
        LedgerPlan plan,
        int number
    )
    {
        var swapped = number % 2 == 1;
        var first = await meter.MeasureAsync(swapped ? pgbench : orchestra, runs, plan.Slice);
        var second = await meter.MeasureAsync(swapped ? orchestra : pgbench, runs, plan.Slice);
        var control = runs == LedgerPlan.ControlRuns ? await meter.MeasureAsync(pgbench, runs, plan.Slice) : null;
        return swapped ? new LedgerPair(second, first, control) : new LedgerPair(first, second, control);
    }

    private static IEnumerable<Figure> FiguresOf(List<LedgerPair> pairs, int runs)
    {
        yield return new Figure(Name, "pgbench", $"runs-{runs}", Interval.OfMedian([.. pairs.Select(pair => pair.Ratio)], Seed));
        yield return new Figure(
            Name,
            "pgbench",
            $"runs-{runs}-server-cpu",
            Interval.OfMedian([.. pairs.Select(pair => pair.ServerRatio)], Seed)
        );
        if (pairs.Select(pair => pair.ControlRatio).OfType<double>().ToList() is { Count: > 0 } control)
        {
            yield return new Figure(Name, "pgbench", $"control-pgbench-against-itself-runs-{runs}", Interval.OfMedian(control, Seed));
        }
    }

    private static void Print(LedgerPair pair) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{pair.Orchestra.Runs, 2} runs: orchestra {pair.Orchestra.StepsPerSecond, 6:0} steps/s, pgbench {pair.Pgbench.StepsPerSecond, 6:0}, ratio {pair.Ratio:0.000}; other load {pair.Orchestra.OtherSeconds:0.0}+{pair.Pgbench.OtherSeconds:0.0} s, steal {pair.Orchestra.StealSeconds + pair.Pgbench.StealSeconds:0.0} s"
            )
        );

    private static void PrintSummary(List<LedgerPair> pairs)
    {
        Console.WriteLine("runs  side        steps/s  statements/s  client us/step  server us/step   (medians)");
        foreach (
            var side in pairs
                .SelectMany(pair => new[] { pair.Orchestra, pair.Pgbench })
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
