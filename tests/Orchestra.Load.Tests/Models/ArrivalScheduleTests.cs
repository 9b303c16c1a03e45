using Orchestra.Contracts.Load;
using Orchestra.Load.Models;

namespace Orchestra.Load.Tests.Models;

/// <summary>Open loads start evenly, wherever they start.</summary>
internal sealed class ArrivalScheduleTests
{
    [Test]
    public void A_constant_rate_starts_every_part_of_a_second()
    {
        var schedule = Open(10, (1000, 10));

        Assert.That(Starts(schedule), Is.EqualTo(Enumerable.Range(0, 10).Select(i => i * 100.0)).Within(0.001));
    }

    [Test]
    public void A_ramp_starts_where_the_area_below_it_says()
    {
        var schedule = Open(0, (10_000, 20));

        Assert.That(schedule.Count, Is.EqualTo(100));
        // t² below a line from 0 to 2t.
        Assert.That(Starts(schedule), Is.EqualTo(Enumerable.Range(0, 100).Select(i => Math.Sqrt(i) * 1000)).Within(0.001));
    }

    [Test]
    public void Stages_follow_each_other_and_a_pause_has_no_start()
    {
        var schedule = Open(10, (1000, 10), (0, 0), (5000, 0), (0, 10), (1000, 10));

        Assert.That(
            Starts(schedule),
            Is.EqualTo(Enumerable.Range(0, 10).Select(i => i * 100.0).Concat(Enumerable.Range(0, 10).Select(i => 6000 + (i * 100.0))))
                .Within(0.001)
        );
    }

    [Test]
    public void Starts_never_go_back_and_lie_below_the_line_that_was_asked_for([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        var stages = Enumerable
            .Range(0, random.Next(1, 6))
            .Select(_ => ((long)random.Next(0, 4000), (decimal)random.Next(0, 400)))
            .ToArray();
        var schedule = Open(random.Next(0, 400), stages);
        var starts = Starts(schedule);

        Assert.That(starts, Is.Ordered);
        Assert.That(starts, Has.All.InRange(0.0, schedule.Length.TotalMilliseconds + 0.001));
        Assert.That(starts, Has.Count.EqualTo(schedule.Count));
    }

    [Test]
    public void The_parts_of_any_number_of_runners_are_together_the_whole([Values(1, 2, 3, 7)] int parts)
    {
        var schedule = Open(3, (4000, 50), (1000, 50));
        var together = Enumerable.Range(0, parts).SelectMany(part => schedule.Of(part, parts)).Order().ToList();

        Assert.That(together, Is.EqualTo(schedule.Of(0, 1)));
        Assert.That(
            Enumerable.Range(0, parts).Select(part => (long)schedule.Of(part, parts).Count()),
            Is.EqualTo(Enumerable.Range(0, parts).Select(part => Share.Of(schedule.Count, part, parts)))
        );
    }

    [Test]
    public void Iterations_end_it_before_its_stages_do()
    {
        var profile = new LoadProfile
        {
            Model = LoadModel.Open,
            Start = 10,
            Stages = [new LoadStage(10_000, 10)],
            Iterations = 7,
        };

        Assert.That(new ArrivalSchedule(profile).Of(0, 1).Count(), Is.EqualTo(7));
    }

    [Test]
    public void After_an_hour_at_a_high_rate_a_start_is_still_where_it_belongs()
    {
        var schedule = Open(70_000, (3_600_000, 70_000));

        Assert.That(schedule.Count, Is.EqualTo(252_000_000));
        Assert.That(schedule.At(251_999_999).TotalSeconds, Is.EqualTo(251_999_999 / 70_000.0).Within(1e-6));
    }

    private static ArrivalSchedule Open(decimal start, params (long Ms, decimal Target)[] stages) =>
        new(
            new LoadProfile
            {
                Model = LoadModel.Open,
                Start = start,
                Stages = [.. stages.Select(stage => new LoadStage(stage.Ms, stage.Target))],
            }
        );

    private static List<double> Starts(ArrivalSchedule schedule) => [.. schedule.Of(0, 1).Select(start => start.TotalMilliseconds)];
}
