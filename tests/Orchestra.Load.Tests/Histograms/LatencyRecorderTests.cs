using Orchestra.Load.Histograms;

namespace Orchestra.Load.Tests.Histograms;

/// <summary>Many threads record while one drains.</summary>
internal sealed class LatencyRecorderTests
{
    private const int Threads = 4;
    private const int Each = 200_000;

    [Test, CancelAfter(60_000)]
    public void Every_sample_of_every_thread_is_in_exactly_one_interval(CancellationToken cancellationToken)
    {
        var recorder = new LatencyRecorder();
        var intervals = new List<LatencyHistogram>();
        var threads = Enumerable.Range(0, Threads).Select(thread => new Thread(() => Record(recorder, thread))).ToList();
        threads.ForEach(thread => thread.Start());
        while (threads.Any(thread => thread.IsAlive))
        {
            cancellationToken.ThrowIfCancellationRequested();
            intervals.Add(Drained(recorder));
        }

        intervals.Add(Drained(recorder));

        var (all, expected) = (new LatencyHistogram(), new LatencyHistogram());
        intervals.ForEach(all.Add);
        for (var thread = 0; thread < Threads; thread++)
        {
            for (var i = 0; i < Each; i++)
            {
                expected.Record(ValueOf(thread, i));
            }
        }

        Assert.That(all.Buckets(), Is.EqualTo(expected.Buckets()));
        Assert.That(Drained(recorder).IsEmpty);
    }

    [Test]
    public void Recording_allocates_nothing()
    {
        var recorder = new LatencyRecorder();
        recorder.Record(1);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100_000; i++)
        {
            recorder.Record(i);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private static void Record(LatencyRecorder recorder, int thread)
    {
        for (var i = 0; i < Each; i++)
        {
            recorder.Record(ValueOf(thread, i));
        }
    }

    private static long ValueOf(int thread, int i) => (i % 5000 * (thread + 1)) + 1;

    private static LatencyHistogram Drained(LatencyRecorder recorder)
    {
        var histogram = new LatencyHistogram();
        recorder.DrainInto(histogram);
        return histogram;
    }
}
