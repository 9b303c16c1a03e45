using System.Globalization;

namespace Orchestra.Benchmarks.Measuring;

/// <summary>A statistic and the 95 % interval that a bootstrap gives it.</summary>
internal sealed record Interval(double Value, double Low, double High)
{
    private const int Resamples = 10_000;

    /// <summary>The median of values.</summary>
    public static Interval OfMedian(IReadOnlyList<double> values, int seed) => Of(values, sample => Quantile.Of(sample, 0.5), seed);

    /// <summary>A statistic of values: recomputed on samples of the same size, drawn with replacement.</summary>
    /// <param name="values">What was measured.</param>
    /// <param name="statistic">Gets the sample in rising order.</param>
    /// <param name="seed">The draw's seed: the same values give the same interval.</param>
    public static Interval Of(IReadOnlyList<double> values, Func<double[], double> statistic, int seed)
    {
        var random = new Random(seed);
        var results = new double[Resamples];
        var sample = new double[values.Count];
        for (var i = 0; i < Resamples; i++)
        {
            for (var j = 0; j < sample.Length; j++)
            {
                sample[j] = values[random.Next(values.Count)];
            }

            Array.Sort(sample);
            results[i] = statistic(sample);
        }

        Array.Sort(results);
        return new Interval(statistic([.. values.Order()]), Quantile.Of(results, 0.025), Quantile.Of(results, 0.975));
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value:0.000} [{Low:0.000}, {High:0.000}]");
}
