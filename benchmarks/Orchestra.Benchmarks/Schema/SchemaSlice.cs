namespace Orchestra.Benchmarks.Schema;

/// <summary>One side, measured once on one case.</summary>
/// <param name="Operations">Instances parsed and validated.</param>
/// <param name="Valid">How many of them were valid: all or none.</param>
/// <param name="Seconds">How long that took.</param>
/// <param name="CpuSeconds">CPU time of the side's process, its collector and compiler included.</param>
internal sealed record SchemaSlice(long Operations, long Valid, double Seconds, double CpuSeconds)
{
    /// <summary>Instances a second.</summary>
    public double PerSecond => Operations / Seconds;

    /// <summary>CPU time an instance.</summary>
    public double CpuMicroseconds => CpuSeconds / Operations * 1e6;
}
