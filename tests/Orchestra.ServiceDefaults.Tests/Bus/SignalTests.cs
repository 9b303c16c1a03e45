using Orchestra.ServiceDefaults.Bus;
using Orchestra.Testing.Time;

namespace Orchestra.ServiceDefaults.Tests.Bus;

[CancelAfter(20_000)]
internal sealed class SignalTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    [Test]
    public async Task A_change_between_looking_and_waiting_is_not_missed(CancellationToken cancellationToken)
    {
        var signal = new Signal();
        var next = signal.Next;
        signal.Set();

        await Signal.WaitAsync(next, Long, new ManualTimeProvider(), cancellationToken);

        Assert.That(next.IsCompletedSuccessfully, Is.True);
        Assert.That(signal.Next.IsCompleted, Is.False, "the next wait is for the next change");
    }

    [Test]
    public async Task Everybody_who_waits_is_woken(CancellationToken cancellationToken)
    {
        var signal = new Signal();
        var waiting = Enumerable
            .Range(0, 10)
            .Select(_ => Signal.WaitAsync(signal.Next, Long, new ManualTimeProvider(), cancellationToken))
            .ToList();

        signal.Set();

        await Task.WhenAll(waiting);
        Assert.That(waiting.Select(task => task.IsCompletedSuccessfully), Is.All.True);
    }

    [Test]
    public async Task However_often_it_is_set_a_consumer_that_looks_first_never_loses_work(CancellationToken cancellationToken)
    {
        const int Items = 20_000;
        var signal = new Signal();
        var produced = 0;
        var seen = 0;
        var consumer = Task.Run(
            async () =>
            {
                while (seen < Items)
                {
                    var next = signal.Next;
                    seen = Volatile.Read(ref produced);
                    if (seen < Items)
                    {
                        // The clock stands still: a lost wake-up would wait for ever.
                        await Signal.WaitAsync(next, Long, new ManualTimeProvider(), cancellationToken);
                    }
                }
            },
            cancellationToken
        );

        for (var i = 0; i < Items; i++)
        {
            Interlocked.Increment(ref produced);
            signal.Set();
        }

        await consumer;
        Assert.That(seen, Is.EqualTo(Items));
    }

    [Test]
    public async Task Without_a_signal_the_wait_ends_with_its_time(CancellationToken cancellationToken)
    {
        var time = new ManualTimeProvider();
        var waiting = Signal.WaitAsync(new Signal().Next, TimeSpan.FromSeconds(2), time, cancellationToken);
        time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.That(waiting.IsCompleted, Is.False);

        time.Advance(TimeSpan.FromSeconds(0.1));

        await waiting;
        Assert.That(waiting.IsCompletedSuccessfully, Is.True);
    }

    [Test]
    public void A_wait_that_is_stopped_says_so()
    {
        using var stop = new CancellationTokenSource();
        var waiting = Signal.WaitAsync(new Signal().Next, Long, new ManualTimeProvider(), stop.Token);
        stop.Cancel();

        Assert.That(() => waiting, Throws.InstanceOf<OperationCanceledException>());
    }
}
