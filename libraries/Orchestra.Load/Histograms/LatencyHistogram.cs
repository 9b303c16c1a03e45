namespace Orchestra.Load.Histograms;

/// <summary>
/// Latencies in microseconds, counted in the buckets of an HdrHistogram: 1 µs to 1 h, three significant digits. Everything that it says
/// comes from the counts alone, so that histograms merged from any number of parts say what one recorder of all samples would. Not for
/// use by several threads at once: they share a <see cref="LatencyRecorder"/>.
/// </summary>
public sealed class LatencyHistogram
{
    private readonly long[] _counts = new long[HdrLayout.Slots];

    /// <summary>The highest latency that is told apart, in microseconds; what took longer counts as it.</summary>
    public const long HighestValue = HdrLayout.HighestValue;

    /// <summary>How many samples there are.</summary>
    public long Count { get; private set; }

    /// <summary>Whether there is no sample.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The lowest sample, to the accuracy of its bucket; 0 where there is none.</summary>
    public long Min => IsEmpty ? 0 : HdrLayout.LowestOf(Array.FindIndex(_counts, count => count != 0));

    /// <summary>The highest sample, to the accuracy of its bucket; 0 where there is none.</summary>
    public long Max => IsEmpty ? 0 : Math.Min(HdrLayout.HighestOf(LastSlot), HighestValue);

    /// <summary>The mean of the samples, each taken as the middle of its bucket; 0 where there is none.</summary>
    public double Mean
    {
        get
        {
            var sum = 0.0;
            for (var slot = 0; slot <= LastSlot; slot++)
            {
                sum += _counts[slot] * MiddleOf(slot);
            }

            return IsEmpty ? 0 : sum / Count;
        }
    }

    /// <summary>The counts, slot by slot.</summary>
    internal ReadOnlySpan<long> Counts => _counts;

    /// <summary>The last slot with a sample; -1 where there is none.</summary>
    internal int LastSlot => _counts.AsSpan().LastIndexOfAnyExcept(0L);

    /// <summary>Counts a sample.</summary>
    /// <param name="microseconds">The latency; below 0 it counts as 0, above an hour as an hour.</param>
    /// <param name="count">How often it came.</param>
    public void Record(long microseconds, long count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _counts[HdrLayout.SlotOf(Math.Clamp(microseconds, 0, HighestValue))] += count;
        Count += count;
    }

    /// <summary>Adds all samples of another histogram: exact, bucket by bucket.</summary>
    public void Add(LatencyHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var slot = 0; slot < _counts.Length; slot++)
        {
            _counts[slot] += other._counts[slot];
        }

        Count += other.Count;
    }

    /// <summary>Forgets every sample.</summary>
    public void Clear()
    {
        Array.Clear(_counts);
        Count = 0;
    }

    /// <summary>The latency that this share of the samples does not exceed, to the accuracy of its bucket; 0 where there is no sample.</summary>
    /// <param name="percentile">From 0 to 100.</param>
    public long ValueAt(decimal percentile)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percentile);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percentile, 100);
        // In decimals: 99.9 % of 1,000 is the 999th, and in doubles the 1,000th.
        var left = Math.Max(1, (long)Math.Ceiling(percentile * Count / 100));
        for (var slot = 0; slot <= LastSlot; slot++)
        {
            left -= _counts[slot];
            if (left <= 0)
            {
                return Math.Min(HdrLayout.HighestOf(slot), HighestValue);
            }
        }

        return 0;
    }

    /// <summary>The buckets with samples, by value.</summary>
    public IEnumerable<LatencyBucket> Buckets()
    {
        for (var slot = 0; slot <= LastSlot; slot++)
        {
            if (_counts[slot] != 0)
            {
                yield return new LatencyBucket(HdrLayout.LowestOf(slot), HdrLayout.HighestOf(slot), _counts[slot]);
            }
        }
    }

    /// <summary>Adds to one slot.</summary>
    internal void AddToSlot(int slot, long count)
    {
        _counts[slot] += count;
        Count += count;
    }

    private static double MiddleOf(int slot) => (HdrLayout.LowestOf(slot) + HdrLayout.HighestOf(slot)) / 2.0;
}
