namespace Orchestra.Benchmarks.Schema;

/// <summary>How long and how often is measured.</summary>
/// <param name="Pairs">Pairs of slices on each case, one of each side.</param>
/// <param name="Slice">The length of a slice.</param>
/// <param name="WarmUp">The most that a side is warmed up on each case.</param>
internal sealed record SchemaPlan(int Pairs, TimeSpan Slice, TimeSpan WarmUp)
{
    /// <summary>The length of a window of the warm-up.</summary>
    public TimeSpan Window => WarmUp / 10;

    /// <summary>The plan of a measurement or of a quick look.</summary>
    public static SchemaPlan For(bool quick) =>
        quick
            ? new SchemaPlan(5, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(2))
            : new SchemaPlan(10, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20));
}
