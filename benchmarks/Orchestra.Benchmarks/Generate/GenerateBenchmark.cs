using System.Globalization;
using System.Text;
using Orchestra.Benchmarks.Measuring;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Modeling.Bpmn;
using Orchestra.Modeling.Covering;
using Orchestra.Modeling.Paths;

namespace Orchestra.Benchmarks.Generate;

/// <summary>
/// <c>bench generate</c>: sizes of covering arrays against those that PICT publishes (P7), and the time of import and EDGE suites against
/// their goals, with the slope of time over size (P8). One thread; everything is in memory.
/// </summary>
internal static class GenerateBenchmark
{
    private const string Name = "generate";
    private const int Seed = 20_263;
    private static readonly TimeProvider Time = TimeProvider.System;

    // Sizes published at pairwise.org: PICT's, and the best of any tool.
    private static readonly (string Case, (int Values, int Times)[] Model, int Pict, int Best)[] Arrays =
    [
        ("3^4", [(3, 4)], 9, 9),
        ("3^13", [(3, 13)], 18, 15),
        ("4^15-3^17-2^29", [(4, 15), (3, 17), (2, 29)], 37, 28),
        ("4^1-3^39-2^35", [(4, 1), (3, 39), (2, 35)], 27, 20),
        ("2^100", [(2, 100)], 15, 10),
        ("10^20", [(10, 20)], 210, 180),
    ];

    /// <summary>Measures and prints.</summary>
    public static async Task RunAsync(bool quick)
    {
        var conditions = await ResultFile.MachineAsync();
        var arrays = Arrays.Select(array => MeasureArray(array.Case, array.Model, quick ? 3 : 20)).ToList();
        int[] sizes = quick ? [1_000, 2_000, 5_000] : [1_000, 2_000, 5_000, 10_000];
        var processes = sizes.Select(size => MeasureProcess(size, quick ? 5 : 15)).ToList();
        var megabyte = MeasureMegabyte(quick ? 5 : 15);
        conditions["loadAverageAfter"] = MachineTimes.LoadAverage();

        List<Figure> figures =
        [
            .. arrays.Zip(
                Arrays,
                (array, of) => new Figure(Name, "pict", $"size-{of.Case}", Ratio(array, run => (double)of.Pict / run.Rows))
            ),
            .. arrays.Zip(
                Arrays,
                (array, of) => new Figure(Name, "best-published", $"size-{of.Case}", Ratio(array, run => (double)of.Best / run.Rows))
            ),
            .. arrays.Zip(
                Arrays,
                (array, of) => new Figure(Name, "goal-2s", $"time-{of.Case}", Ratio(array, run => 2_000 / run.Milliseconds))
            ),
            new(Name, "goal-300ms", "import-1MB", Interval.OfMedian([.. megabyte.Select(ms => 300 / ms)], Seed)),
            new(Name, "goal-2s", "edge-1000-nodes", Interval.OfMedian([.. processes[0].Edge.Select(ms => 2_000 / ms)], Seed)),
            new(Name, "slope-1.15", "import", Slope(sizes, [.. processes.Select(process => process.Import)])),
            new(Name, "slope-1.15", "edge", Slope(sizes, [.. processes.Select(process => process.Edge)])),
        ];
        await ResultFile.WriteAsync(
            Name,
            new
            {
                conditions,
                seed = Seed,
                arrays = arrays.Zip(Arrays, (runs, of) => new { of.Case, runs = runs.Select(run => new { run.Rows, run.Milliseconds }) }),
                sizes,
                processes = processes.Select(process => new { process.Import, process.Edge }),
                importMegabyte = megabyte,
                figures,
            }
        );
        Print(arrays, sizes, processes, megabyte, conditions);
        figures.ForEach(Console.WriteLine);
    }

    private static List<(int Rows, double Milliseconds)> MeasureArray(string name, (int Values, int Times)[] factors, int seeds)
    {
        var model = new CoveringModel([
            .. factors.SelectMany(of => Enumerable.Range(1, of.Times).Select(i => new CoveringFactor($"P{of.Values}_{i}", of.Values))),
        ]);
        CoveringArray.Build(model, new CoveringOptions());
        var runs = new List<(int, double)>();
        for (var seed = 1; seed <= seeds; seed++)
        {
            var started = Time.GetTimestamp();
            var array = CoveringArray.Build(model, new CoveringOptions { Seed = seed });
            var elapsed = Time.GetElapsedTime(started).TotalMilliseconds;
            if (array.Tuples.Covered != array.Tuples.Total || Missing(model, array))
            {
                throw new BenchmarkException($"{name} with seed {seed}: not every pair is covered");
            }

            runs.Add((array.Rows.Count, elapsed));
        }

        return runs;
    }

    // Counted anew: the array's own word is no proof.
    private static bool Missing(CoveringModel model, CoveringArray array)
    {
        for (var i = 0; i < model.Factors.Count; i++)
        {
            for (var j = i + 1; j < model.Factors.Count; j++)
            {
                if (array.FullRows.Select(row => (row[i], row[j])).Distinct().Count() < model.Factors[i].Values * model.Factors[j].Values)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static (List<double> Import, List<double> Edge) MeasureProcess(int nodes, int rounds)
    {
        var text = ProcessText.Of(nodes);
        var import = Rounds(rounds, () => Import(text));
        var process = Import(text).Processes[0];
        var edge = Rounds(rounds, () => PathSelector.Select(process, new SuiteOptions { MaxScenarios = 100_000 }));
        return (import, edge);
    }

    private static List<double> MeasureMegabyte(int rounds)
    {
        var nodes = 1_000;
        while (Encoding.UTF8.GetByteCount(ProcessText.Of(nodes)) < 1_000_000)
        {
            nodes += 50;
        }

        var text = ProcessText.Of(nodes);
        return Rounds(rounds, () => Import(text));
    }

    private static ControlFlowGraph Import(string text) =>
        BpmnReader.Read(text).Graph ?? throw new BenchmarkException("the generated process has faults");

    private static List<double> Rounds<TResult>(int rounds, Func<TResult> run)
    {
        // The first rounds are the compiler's.
        for (var i = 0; i < 3; i++)
        {
            run();
        }

        var times = new List<double>();
        for (var i = 0; i < rounds; i++)
        {
            var started = Time.GetTimestamp();
            run();
            times.Add(Time.GetElapsedTime(started).TotalMilliseconds);
        }

        return times;
    }

    private static Interval Ratio(List<(int Rows, double Milliseconds)> runs, Func<(int Rows, double Milliseconds), double> ratio) =>
        Interval.OfMedian(runs.ConvertAll(run => ratio(run)), Seed);

    // 1.15 over the slope of log time over log size, by least squares: of the medians, and of samples of the rounds.
    private static Interval Slope(int[] sizes, List<double>[] times)
    {
        var rounds = times.Min(of => of.Count);
        var each = Enumerable.Range(0, rounds).Select(round => 1.15 / SlopeOf(sizes, [.. times.Select(of => of[round])])).ToList();
        return Interval.OfMedian(each, Seed);
    }

    private static double SlopeOf(int[] sizes, double[] times)
    {
        var x = sizes.Select(size => Math.Log(size)).ToArray();
        var y = times.Select(time => Math.Log(time)).ToArray();
        var (meanX, meanY) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
    }

    private static void Print(
        List<List<(int Rows, double Milliseconds)>> arrays,
        int[] sizes,
        List<(List<double> Import, List<double> Edge)> processes,
        List<double> megabyte,
        Dictionary<string, string> conditions
    )
    {
        Console.WriteLine($"load average {conditions["loadAverageBefore"]} before, {conditions["loadAverageAfter"]} after");
        Console.WriteLine($"{"covering array", -18}{"rows", 6}{"most", 6}{"PICT", 6}{"best", 6}{"ms p50", 9}{"ms max", 9}");
        foreach (var (runs, of) in arrays.Zip(Arrays))
        {
            var rows = runs.Select(run => (double)run.Rows).Order().ToArray();
            var times = runs.Select(run => run.Milliseconds).Order().ToArray();
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{of.Case, -18}{Quantile.Of(rows, 0.5), 6:0.#}{rows[^1], 6:0}{of.Pict, 6}{of.Best, 6}{Quantile.Of(times, 0.5), 9:0.0}{times[^1], 9:0.0}"
                )
            );
        }

        Console.WriteLine($"{"nodes", -18}{"import ms", 12}{"EDGE ms", 12}");
        foreach (var (size, process) in sizes.Zip(processes))
        {
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{size, -18}{Median(process.Import), 12:0.0}{Median(process.Edge), 12:0.0}")
            );
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"1 MB of BPMN", -18}{Median(megabyte), 12:0.0}"));
    }

    private static double Median(List<double> values) => Quantile.Of([.. values.Order()], 0.5);
}
