using System.Globalization;
using Orchestra.Benchmarks.Measuring;
using Orchestra.Testing.Servers;
using Orchestra.Testing.Waiting;

namespace Orchestra.Benchmarks.Claim;

/// <summary>
/// <c>bench claim</c>: how long a run waits on an idle system, from its POST and from its row until its first step is RUNNING, through the
/// real Api and one executor. All instants come from one machine's clock: the client's own, and PostgreSQL's <c>now()</c> in the rows.
/// </summary>
internal static class ClaimBenchmark
{
    private const string Name = "claim";
    private const int Seed = 20_262;
    private static readonly TimeSpan LongestGap = TimeSpan.FromMilliseconds(300);
    private static readonly TimeProvider Time = TimeProvider.System;

    // MEASURING.md, P5: what an idle system should reach, from the run's commit to its first step.
    private static readonly (string Case, double Quantile, double GoalMs)[] Goals = [("idle-p50", 0.5, 3), ("idle-p99", 0.99, 10)];

    /// <summary>Measures and prints.</summary>
    public static async Task RunAsync(bool quick)
    {
        var (runs, warmUp) = quick ? (50, 30) : (300, 200);
        await using var database = await TestDatabase.CreateAsync();
        var conditions = await ResultFile.ConditionsAsync();
        await using var topology = await ClaimTopology.StartAsync(database);
        var random = new Random(Seed);
        await PostAsync(topology, warmUp, random);
        var before = MachineTimes.Now();
        var started = Time.GetTimestamp();
        var posts = await PostAsync(topology, runs, random);
        var elapsed = Time.GetElapsedTime(started);
        var after = MachineTimes.Now();
        await Eventually.IsTrueAsync(
            async () => await database.ScalarAsync<long>("select count(*) from runs.test_run where finished_at is null") == 0,
            TimeSpan.FromSeconds(30),
            "every run ends"
        );
        conditions["loadAverageAfter"] = MachineTimes.LoadAverage();
        conditions["stealSeconds"] = (after.Steal - before.Steal).TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
        conditions["busyShareOfMachine"] = ((after.Busy - before.Busy) / elapsed / Environment.ProcessorCount).ToString(
            "0.00",
            CultureInfo.InvariantCulture
        );
        var times = await ClaimRows.ReadAsync(database, posts);
        var stages = ClaimStage.Of(times);
        List<Figure> figures = [.. Goals.Select(goal => FigureOf(times, goal.Case, goal.Quantile, goal.GoalMs))];
        await ResultFile.WriteAsync(
            Name,
            new
            {
                conditions,
                seed = Seed,
                stages,
                times,
                figures,
            }
        );
        Print(stages, conditions);
        figures.ForEach(Console.WriteLine);
    }

    private static async Task<List<ClaimPost>> PostAsync(ClaimTopology topology, int runs, Random random)
    {
        var posts = new List<ClaimPost>();
        for (var i = 0; i < runs; i++)
        {
            // From 50 ms up: the run before has then ended, the system is idle.
            await Task.Delay(TimeSpan.FromMilliseconds(50) + (LongestGap * random.NextDouble()), Time, CancellationToken.None);
            var sentAt = Time.GetUtcNow();
            var id = await topology.PostRunAsync();
            posts.Add(new ClaimPost(id, sentAt, Time.GetUtcNow()));
        }

        return posts;
    }

    private static Figure FigureOf(IReadOnlyList<ClaimTimes> times, string name, double quantile, double goalMs)
    {
        var waits = times.Select(time => time.RowToStepMs).ToList();
        return new Figure(Name, $"goal-{goalMs:0}ms", name, Interval.Of(waits, sorted => goalMs / Quantile.Of(sorted, quantile), Seed));
    }

    private static void Print(IReadOnlyList<ClaimStage> stages, Dictionary<string, string> conditions)
    {
        Console.WriteLine(
            $"load average {conditions["loadAverageBefore"]} before, {conditions["loadAverageAfter"]} after; busy {conditions["busyShareOfMachine"]} of the machine"
        );
        Console.WriteLine("stage (ms)                                                p50      p90      p99      max");
        foreach (var stage in stages)
        {
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{stage.Name, -52} {stage.P50, 8:0.00} {stage.P90, 8:0.00} {stage.P99, 8:0.00} {stage.Max, 8:0.00}"
                )
            );
        }
    }
}
