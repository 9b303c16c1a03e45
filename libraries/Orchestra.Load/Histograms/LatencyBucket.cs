namespace Orchestra.Load.Histograms;

/// <summary>The samples of one bucket.</summary>
/// <param name="From">The lowest latency in it, in microseconds.</param>
/// <param name="To">The highest latency in it, in microseconds.</param>
/// <param name="Count">How many there are.</param>
public readonly record struct LatencyBucket(long From, long To, long Count);
