using Orchestra.Contracts.Load;
using Orchestra.Load.Models;

namespace Orchestra.Load.Tests.Models;

/// <summary>Closed loads have as many users as their line says.</summary>
internal sealed class UserScheduleTests
{
    [Test]
    public void Over_a_ramp_users_come_evenly_the_first_at_once()
    {
        var schedule = Closed(0, (10_000, 5), (10_000, 5));

        Assert.That(
            Enumerable.Range(0, 5).Select(user => schedule.Of(user).Single()),
            Is.EqualTo(Enumerable.Range(0, 5).Select(user => new UserSpan(TimeSpan.FromSeconds(user * 2), TimeSpan.FromSeconds(20))))
        );
    }

    [Test]
    public void Users_who_go_may_come_again()
    {
        var schedule = Closed(2, (1000, 2), (0, 1), (1000, 1), (0, 2), (1000, 2));

        Assert.That(schedule.Of(0), Is.EqualTo([new UserSpan(TimeSpan.Zero, TimeSpan.FromSeconds(3))]));
        Assert.That(
            schedule.Of(1),
            Is.EqualTo([
                new UserSpan(TimeSpan.Zero, TimeSpan.FromSeconds(1)),
                new UserSpan(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)),
            ])
        );
    }

    [Test]
    public void On_the_way_down_the_last_to_come_are_the_first_to_go()
    {
        var schedule = Closed(4, (4000, 0));

        Assert.That(
            Enumerable.Range(0, 4).Select(user => schedule.Of(user).Single().To.TotalSeconds),
            Is.EqualTo(new double[] { 4, 3, 2, 1 })
        );
    }

    [TestCase(10, 4, new long[] { 3, 3, 2, 2 })]
    [TestCase(2, 3, new long[] { 1, 1, 0 })]
    [TestCase(0, 2, new long[] { 0, 0 })]
    public void A_split_is_even_and_the_remainder_comes_first(long total, int parts, long[] shares) =>
        Assert.That(Enumerable.Range(0, parts).Select(part => Share.Of(total, part, parts)), Is.EqualTo(shares));

    private static UserSchedule Closed(decimal start, params (long Ms, decimal Target)[] stages) =>
        new(new LoadProfile { Start = start, Stages = [.. stages.Select(stage => new LoadStage(stage.Ms, stage.Target))] });
}
