namespace Orchestra.Load.Histograms;

/// <summary>
/// Counts latencies from any number of threads, without a lock and without allocating, while another drains what was counted: each
/// sample is in exactly one of the drained histograms.
/// </summary>
public sealed class LatencyRecorder
{
    private readonly long[] _counts = new long[HdrLayout.Slots];

    /// <summary>Counts a sample.</summary>
    /// <param name="microseconds">The latency; below 0 it counts as 0, above an hour as an hour.</param>
    public void Record(long microseconds) =>
        Interlocked.Increment(ref _counts[HdrLayout.SlotOf(Math.Clamp(microseconds, 0, HdrLayout.HighestValue))]);

    /// <summary>Moves what was counted since the last time into a histogram.</summary>
    public void DrainInto(LatencyHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        for (var slot = 0; slot < _counts.Length; slot++)
        {
            // Most are empty, and an exchange costs what reading does not.
            if (Volatile.Read(ref _counts[slot]) != 0)
            {
                histogram.AddToSlot(slot, Interlocked.Exchange(ref _counts[slot], 0));
            }
        }
    }
}
