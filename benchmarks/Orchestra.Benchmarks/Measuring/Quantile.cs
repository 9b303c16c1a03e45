namespace Orchestra.Benchmarks.Measuring;

/// <summary>Quantiles of sorted values, linear between neighbours.</summary>
internal static class Quantile
{
    /// <summary>The value below which the share <paramref name="p"/> of <paramref name="sorted"/> lies.</summary>
    public static double Of(double[] sorted, double p)
    {
        var position = p * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (position - below));
    }
}
