namespace Orchestra.Benchmarks.Ledger;

/// <summary>How long and how often is measured.</summary>
/// <param name="Pairs">Pairs of slices, one of each side.</param>
/// <param name="Slice">The length of a slice.</param>
/// <param name="WarmUp">The length of the first slice of each side, which does not count.</param>
internal sealed record LedgerPlan(int Pairs, TimeSpan Slice, TimeSpan WarmUp)
{
    /// <summary>Runs at once.</summary>
    public static readonly int[] RunsAtOnce = [1, 8, 32];

    /// <summary>Where pgbench is also measured against itself.</summary>
    public const int ControlRuns = 8;

    /// <summary>The plan of a measurement or of a quick look.</summary>
    public static LedgerPlan For(bool quick) =>
        quick
            ? new LedgerPlan(3, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3))
            : new LedgerPlan(10, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20));
}
