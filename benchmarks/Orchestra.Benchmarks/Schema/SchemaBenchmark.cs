using System.Globalization;
using Orchestra.Benchmarks.Measuring;

namespace Orchestra.Benchmarks.Schema;

/// <summary>
/// <c>bench schema</c>: instances parsed from text and validated, by the product's validator and by <c>JSON.parse</c> with ajv, in
/// interleaved pairs whose order is swapped each time. Both run on one core, one at a time.
/// </summary>
internal static class SchemaBenchmark
{
    private const string Name = "schema";
    private const string Peer = "ajv";
    private const int Seed = 20_262;

    // A side is warm when three windows in a row differ by less.
    private const double Steady = 0.05;

    /// <summary>Measures and prints.</summary>
    public static async Task RunAsync(bool quick)
    {
        var plan = SchemaPlan.For(quick);
        var cases = await SchemaCases.ReadAsync();
        var conditions = await ResultFile.MachineAsync();
        var orchestra = new OrchestraSide(cases);
        await using var ajv = await AjvSide.StartAsync(cases);
        conditions["peer"] = ajv.Versions;
        conditions["cores"] = $"both sides on {Cores.Client}, one at a time";

        var pairs = new List<SchemaPair>();
        var figures = new List<Figure>();
        foreach (var subject in cases)
        {
            await WarmUpAsync(orchestra, subject, plan);
            await WarmUpAsync(ajv, subject, plan);
            var own = new List<SchemaPair>();
            for (var i = 0; i < plan.Pairs; i++)
            {
                own.Add(await MeasurePairAsync(orchestra, ajv, subject, plan, swapped: i % 2 == 1));
            }

            Print(subject, own);
            pairs.AddRange(own);
            figures.AddRange(FiguresOf(subject, own));
        }

        conditions["loadAverageAfter"] = MachineTimes.LoadAverage();
        await ResultFile.WriteAsync(
            Name,
            new
            {
                conditions,
                plan,
                seed = Seed,
                pairs,
                figures,
            }
        );
        figures.ForEach(Console.WriteLine);
    }

    private static async Task WarmUpAsync(ISchemaSide side, SchemaCase subject, SchemaPlan plan)
    {
        var rates = new List<double>();
        var spent = TimeSpan.Zero;
        while (spent < plan.WarmUp && !(rates.Count >= 3 && rates[^3..].Max() <= rates[^3..].Min() * (1 + Steady)))
        {
            rates.Add((await MeasureAsync(side, subject, plan.Window)).PerSecond);
            spent += plan.Window;
        }
    }

    private static async Task<SchemaPair> MeasurePairAsync(
        ISchemaSide orchestra,
        ISchemaSide ajv,
        SchemaCase subject,
        SchemaPlan plan,
        bool swapped
    )
    {
        var first = await MeasureAsync(swapped ? ajv : orchestra, subject, plan.Slice);
        var second = await MeasureAsync(swapped ? orchestra : ajv, subject, plan.Slice);
        var control = await MeasureAsync(ajv, subject, plan.Slice);
        return swapped ? new SchemaPair(subject.Name, second, first, control) : new SchemaPair(subject.Name, first, second, control);
    }

    // A side that answers wrongly would win by it.
    private static async Task<SchemaSlice> MeasureAsync(ISchemaSide side, SchemaCase subject, TimeSpan time)
    {
        var slice = await side.RunAsync(subject, time);
        return slice.Valid == (subject.Valid ? slice.Operations : 0)
            ? slice
            : throw new BenchmarkException($"{side.GetType().Name} takes {subject.Name} for {(subject.Valid ? "invalid" : "valid")}");
    }

    private static IEnumerable<Figure> FiguresOf(SchemaCase subject, List<SchemaPair> pairs)
    {
        yield return new Figure(Name, Peer, subject.Name, Interval.OfMedian([.. pairs.Select(pair => pair.Ratio)], Seed));
        yield return new Figure(Name, Peer, $"{subject.Name}-cpu", Interval.OfMedian([.. pairs.Select(pair => pair.CpuRatio)], Seed));
        yield return new Figure(
            Name,
            Peer,
            $"control-ajv-against-itself-{subject.Name}",
            Interval.OfMedian([.. pairs.Select(pair => pair.ControlRatio)], Seed)
        );
    }

    private static void Print(SchemaCase subject, List<SchemaPair> pairs) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{subject.Name, -20} {subject.Instance.Length, 6} chars: orchestra {Median(pairs, pair => pair.Orchestra.CpuMicroseconds), 8:0.00} us CPU each, ajv {Median(pairs, pair => pair.Ajv.CpuMicroseconds), 8:0.00}, ratio of rates {Median(pairs, pair => pair.Ratio):0.000}"
            )
        );

    private static double Median(List<SchemaPair> pairs, Func<SchemaPair, double> value) =>
        Quantile.Of([.. pairs.Select(value).Order()], 0.5);
}
