using System.Globalization;
using System.Text.Json.Nodes;
using Orchestra.Load.Histograms;
using Orchestra.Load.Tests.Peers;

namespace Orchestra.Load.Tests.Histograms;

/// <summary>HdrHistogram's binary forms and its logs, with its own library on the other side.</summary>
internal sealed class HdrCodecTests
{
    [Test]
    public void What_was_written_is_read_bucket_by_bucket([Range(0, 5)] int seed)
    {
        var histogram = LatencyHistogramTests.Of(LatencyHistogramTests.SamplesOf(seed, seed * 500));
        var (plain, compressed) = (new LatencyHistogram(), new LatencyHistogram());

        HdrCodec.AddTo(plain, HdrCodec.Encode(histogram));
        HdrCodec.AddCompressedTo(compressed, HdrCodec.Compress(histogram));

        Assert.That(plain.Buckets(), Is.EqualTo(histogram.Buckets()));
        Assert.That(compressed.Buckets(), Is.EqualTo(histogram.Buckets()));
        Assert.That((plain.Count, compressed.Count), Is.EqualTo((histogram.Count, histogram.Count)));
    }

    [TestCase(1)]
    [TestCase(63)]
    [TestCase(64)]
    [TestCase(1L << 40)]
    [TestCase(long.MaxValue)]
    public void Counts_of_any_size_come_back(long count)
    {
        var (histogram, back) = (new LatencyHistogram(), new LatencyHistogram());
        histogram.Record(77, count);

        HdrCodec.AddTo(back, HdrCodec.Encode(histogram));

        Assert.That(back.Buckets(), Is.EqualTo([new LatencyBucket(77, 77, count)]));
    }

    [Test]
    public void Damaged_bytes_are_told_and_add_nothing([Range(1, 5)] int seed)
    {
        var random = new Random(seed);
        var whole = HdrCodec.Encode(LatencyHistogramTests.Of(LatencyHistogramTests.SamplesOf(seed, 300)));
        for (var i = 0; i < 2000; i++)
        {
            var damaged = whole[..random.Next(whole.Length + 1)];
            for (var change = random.Next(4); change > 0 && damaged.Length > 0; change--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            var histogram = new LatencyHistogram();
            try
            {
                HdrCodec.AddTo(histogram, damaged);
                Assert.That(histogram.Buckets().Sum(bucket => bucket.Count), Is.EqualTo(histogram.Count));
            }
            catch (FormatException)
            {
                Assert.That(histogram.IsEmpty);
            }
        }

        Assert.That(() => HdrCodec.AddTo(new LatencyHistogram(), whole.AsSpan(0, whole.Length - 1)), Throws.TypeOf<FormatException>());
        Assert.That(() => HdrCodec.AddCompressedTo(new LatencyHistogram(), whole), Throws.TypeOf<FormatException>());
    }

    [Test, CancelAfter(120_000)]
    public async Task HdrHistograms_own_library_reads_our_logs_and_we_read_its_histograms(CancellationToken cancellationToken)
    {
        var histogram = LatencyHistogramTests.Of(LatencyHistogramTests.SamplesOf(7, 5000));
        using var log = new StringWriter(CultureInfo.InvariantCulture);
        var writer = new HistogramLogWriter(log, new DateTimeOffset(2026, 11, 25, 10, 0, 0, TimeSpan.Zero));
        writer.WriteHead();
        writer.Write("step:score applicant, corrected", TimeSpan.Zero, TimeSpan.FromSeconds(1), histogram);

        var read = JsonNode.Parse(await HdrJs.ReadLogAsync(log.ToString(), cancellationToken))!;

        Assert.That((string?)read["tag"], Is.EqualTo("step:score_applicant__corrected"));
        Assert.That((long?)read["count"], Is.EqualTo(histogram.Count));
        Assert.That((long?)read["p50"], Is.EqualTo(histogram.ValueAt(50)));
        Assert.That((long?)read["p99"], Is.EqualTo(histogram.ValueAt(99)));
        Assert.That((double?)read["startTimeStampSec"], Is.EqualTo(1795600800));
        var back = new LatencyHistogram();
        HdrCodec.AddCompressedTo(back, Convert.FromBase64String((string)read["encoded"]!));
        Assert.That(back.Buckets(), Is.EqualTo(histogram.Buckets()));
    }
}
