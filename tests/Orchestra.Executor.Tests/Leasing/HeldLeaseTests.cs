using Orchestra.Executor.Leasing;
using Orchestra.Runs.Leases;
using Orchestra.Testing.Time;

namespace Orchestra.Executor.Tests.Leasing;

/// <summary>F8: by its own clock a holder stops before the database's lease can end.</summary>
internal sealed class HeldLeaseTests
{
    private static readonly TimeSpan Ttl = TimeSpan.FromSeconds(10);

    private readonly ManualTimeProvider _time = new();

    [TestCase(0.0, true)]
    [TestCase(7.9, true)]
    [TestCase(8.0, false)]
    [TestCase(10.0, false)]
    public void It_is_safe_for_four_fifths_of_its_time(double seconds, bool safe)
    {
        using var held = Held();
        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.That(held.IsSafe, Is.EqualTo(safe));
    }

    [Test]
    public void Its_time_counts_from_before_the_database_was_asked()
    {
        var asked = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(9));
        using var held = new HeldLease(Lease, Ttl, asked, _time);

        Assert.That(held.IsSafe, Is.False);
    }

    [Test]
    public void A_renewal_counts_from_its_own_question_and_a_cancel_request_stays()
    {
        using var held = Held();
        _time.Advance(TimeSpan.FromSeconds(7));
        held.Renewed(_time.GetTimestamp(), cancelRequested: true);
        _time.Advance(TimeSpan.FromSeconds(7));
        Assert.That(held.IsSafe, Is.True);

        held.Renewed(_time.GetTimestamp(), cancelRequested: false);
        Assert.That(held.CancelRequested, Is.True);
    }

    [Test]
    public void A_lost_lease_is_never_safe_again()
    {
        using var held = Held();
        held.Lose();
        held.Renewed(_time.GetTimestamp(), cancelRequested: false);

        Assert.That(held.IsSafe, Is.False);
        Assert.That(held.Lost.IsCancellationRequested, Is.True);
    }

    [Test]
    public void It_is_lost_by_its_own_timer_when_no_heartbeat_comes_back()
    {
        using var held = Held();
        _time.Advance(TimeSpan.FromSeconds(7.9));
        Assert.That(held.Lost.IsCancellationRequested, Is.False);

        _time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.That(held.Lost.IsCancellationRequested, Is.True, "a step under way must be given up before the database's lease ends");
    }

    [Test]
    public void A_renewal_arms_the_timer_again_from_its_question()
    {
        using var held = Held();
        _time.Advance(TimeSpan.FromSeconds(5));
        var asked = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(2));
        held.Renewed(asked, cancelRequested: false);

        _time.Advance(TimeSpan.FromSeconds(5.9));
        Assert.That(held.Lost.IsCancellationRequested, Is.False);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.That(held.Lost.IsCancellationRequested, Is.True);
    }

    [Test]
    public void After_its_run_has_ended_no_timer_fires_and_no_renewal_harms()
    {
        var held = Held();
        held.Dispose();
        held.Renewed(_time.GetTimestamp(), cancelRequested: false);

        Assert.That(() => _time.Advance(Ttl), Throws.Nothing);
    }

    [Test]
    public void A_heartbeat_that_comes_after_the_end_of_a_run_harms_nobody()
    {
        var held = Held();
        held.Dispose();

        Assert.That(held.Lose, Throws.Nothing, "the other leases of that heartbeat must still be looked after");
    }

    private static RunLease Lease { get; } = new(Guid.Empty, Guid.Empty, 1);

    private HeldLease Held() => new(Lease, Ttl, _time.GetTimestamp(), _time);
}
