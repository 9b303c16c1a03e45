namespace Orchestra.Benchmarks.Schema;

/// <summary>Two slices next to each other in time, and a third of the peer.</summary>
internal sealed record SchemaPair(string Case, SchemaSlice Orchestra, SchemaSlice Ajv, SchemaSlice AjvAgain)
{
    /// <summary>Orchestra's rate over ajv's.</summary>
    public double Ratio => Orchestra.PerSecond / Ajv.PerSecond;

    /// <summary>ajv's CPU time an instance over Orchestra's.</summary>
    public double CpuRatio => Ajv.CpuMicroseconds / Orchestra.CpuMicroseconds;

    /// <summary>ajv over ajv: what difference chance alone makes.</summary>
    public double ControlRatio => Ajv.PerSecond / AjvAgain.PerSecond;
}
