namespace Orchestra.Benchmarks.Ledger;

/// <summary>Two slices next to each other in time.</summary>
internal sealed record LedgerPair(Slice Orchestra, Slice Pgbench, Slice? PgbenchAgain)
{
    /// <summary>Orchestra's rate over pgbench's.</summary>
    public double Ratio => Orchestra.StepsPerSecond / Pgbench.StepsPerSecond;

    /// <summary>PostgreSQL's time a step: pgbench's over Orchestra's, above 1 where Orchestra asks less of the server.</summary>
    public double ServerRatio => Pgbench.ServerMicroseconds / Orchestra.ServerMicroseconds;

    /// <summary>pgbench over pgbench: what difference chance alone makes.</summary>
    public double? ControlRatio => Pgbench.StepsPerSecond / PgbenchAgain?.StepsPerSecond;
}
