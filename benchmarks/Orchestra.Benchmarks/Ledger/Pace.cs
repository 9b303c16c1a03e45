namespace Orchestra.Benchmarks.Ledger;

/// <summary>What a side did in its time.</summary>
/// <param name="Steps">Steps made durable.</param>
/// <param name="PerSecond">Steps a second without the time of connecting.</param>
/// <param name="ClientTime">CPU time of the client program.</param>
internal sealed record Pace(long Steps, double PerSecond, TimeSpan ClientTime);
