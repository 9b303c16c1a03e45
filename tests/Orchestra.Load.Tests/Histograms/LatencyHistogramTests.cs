using Orchestra.Load.Histograms;

namespace Orchestra.Load.Tests.Histograms;

/// <summary>Histograms against the sorted samples themselves.</summary>
internal sealed class LatencyHistogramTests
{
    private static readonly decimal[] Percentiles = [0, 1, 25, 50, 75, 90, 95, 99, 99.9m, 99.99m, 100];

    [Test]
    public void Every_slot_begins_where_the_one_before_ends_and_none_is_wider_than_a_thousandth()
    {
        var next = 0L;
        for (var slot = 0; slot < HdrLayout.Slots; slot++)
        {
            var (low, high) = (HdrLayout.LowestOf(slot), HdrLayout.HighestOf(slot));
            Assert.That(low, Is.EqualTo(next), $"slot {slot}");
            Assert.That((HdrLayout.SlotOf(low), HdrLayout.SlotOf(high)), Is.EqualTo((slot, slot)));
            Assert.That(high - low, Is.LessThanOrEqualTo(low / 1000.0));
            next = high + 1;
        }

        Assert.That(next, Is.GreaterThan(LatencyHistogram.HighestValue));
    }

    [Test]
    public void Percentiles_are_those_of_the_sorted_samples_to_a_thousandth([Range(1, 10)] int seed)
    {
        var samples = SamplesOf(seed, 10_000);
        var histogram = Of(samples);
        Array.Sort(samples);

        foreach (var percentile in Percentiles)
        {
            var rank = Math.Max(1, (int)Math.Ceiling(percentile * samples.Length / 100));
            Assert.That(histogram.ValueAt(percentile), Is.InRange(samples[rank - 1], samples[rank - 1] * 1.001), $"p({percentile})");
        }

        Assert.That(histogram.Min, Is.InRange(samples[0] / 1.001, samples[0]));
        Assert.That(histogram.Max, Is.InRange(samples[^1], samples[^1] * 1.001));
        Assert.That(histogram.Mean, Is.EqualTo(samples.Average()).Within(0.1).Percent);
    }

    [Test]
    public void A_percentile_of_a_whole_rank_is_that_rank_and_not_the_next()
    {
        var histogram = new LatencyHistogram();
        for (var value = 1; value <= 1000; value++)
        {
            histogram.Record(value);
        }

        Assert.That(histogram.ValueAt(99.9m), Is.EqualTo(999));
        Assert.That(histogram.ValueAt(50), Is.EqualTo(500));
        Assert.That(histogram.ValueAt(100), Is.EqualTo(1000));
    }

    [Test]
    public void Four_merged_say_bucket_by_bucket_what_one_says([Range(1, 5)] int seed)
    {
        var parts = Enumerable.Range(0, 4).Select(part => SamplesOf((seed * 10) + part, 1000 * (part + 1))).ToList();
        var merged = new LatencyHistogram();
        foreach (var part in parts)
        {
            merged.Add(Of(part));
        }

        Assert.That(merged.Buckets(), Is.EqualTo(Of([.. parts.SelectMany(part => part)]).Buckets()).And.Not.Empty);
        Assert.That(merged.Count, Is.EqualTo(10_000));
    }

    [TestCase(-5, 0, 0)]
    [TestCase(0, 0, 0)]
    [TestCase(1, 1, 1)]
    [TestCase(2047, 2047, 2047)]
    [TestCase(2048, 2048, 2049)]
    [TestCase(3_600_000_000, 3_598_712_832, 3_600_809_983)]
    [TestCase(long.MaxValue, 3_598_712_832, 3_600_809_983)]
    public void What_is_out_of_range_counts_at_its_end(long value, long from, long to)
    {
        var histogram = Of([value]);

        Assert.That(histogram.Buckets(), Is.EqualTo([new LatencyBucket(from, to, 1)]));
        Assert.That(histogram.Max, Is.LessThanOrEqualTo(LatencyHistogram.HighestValue));
    }

    [Test]
    public void Nothing_recorded_says_zero_everywhere()
    {
        var empty = new LatencyHistogram();

        Assert.That((empty.Count, empty.Min, empty.Max, empty.Mean, empty.ValueAt(99)), Is.EqualTo((0, 0, 0, 0.0, 0)));
        Assert.That(empty.Buckets(), Is.Empty);
    }

    internal static long[] SamplesOf(int seed, int count)
    {
        // From 1 µs to 1 h, as many in every decade.
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (long)Math.Pow(10, random.NextDouble() * 9.5))];
    }

    internal static LatencyHistogram Of(IEnumerable<long> samples)
    {
        var histogram = new LatencyHistogram();
        foreach (var sample in samples)
        {
            histogram.Record(sample);
        }

        return histogram;
    }
}
