namespace Orchestra.Benchmarks.Schema;

/// <summary>Somebody who parses and validates.</summary>
internal interface ISchemaSide
{
    /// <summary>Parses and validates a case's instance, over and over.</summary>
    Task<SchemaSlice> RunAsync(SchemaCase subject, TimeSpan time);
}
