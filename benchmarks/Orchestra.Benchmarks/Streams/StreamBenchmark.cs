using System.Diagnostics;
using System.Globalization;
using Orchestra.Benchmarks.Measuring;
using Orchestra.Testing.Servers;
using Orchestra.Testing.Waiting;

namespace Orchestra.Benchmarks.Streams;

/// <summary>
/// <c>bench streams</c> (MEASURING.md, P9): from an event's commit until a client has it, over the broker and the real Api, with 1, 100
/// and 1,000 clients of one run at 200 events a second, and what one client that does not read changes for the others. Writer and clients
/// share this process and its clock.
/// </summary>
internal static class StreamBenchmark
{
    private const string Name = "streams";
    private const int Seed = 20_269;
    private const int EventsPerSecond = 200;
    private static readonly TimeProvider Time = TimeProvider.System;

    /// <summary>Measures and prints.</summary>
    public static async Task RunAsync(bool quick)
    {
        var (seconds, pairs) = quick ? (3, 2) : (10, 5);
        await using var database = await TestDatabase.CreateAsync();
        var conditions = await ResultFile.ConditionsAsync();
        await using var topology = await StreamTopology.StartAsync(database);
        await RoundAsync(topology, 100, false, seconds);
        var rounds = new List<StreamRound>();
        foreach (var readers in (int[])[1, 100, 1_000])
        {
            rounds.Add(Print(await RoundAsync(topology, readers, true, seconds)));
        }

        var ratios = new List<double>();
        for (var pair = 0; pair < pairs; pair++)
        {
            // Each goes first every other time.
            var first = await RoundAsync(topology, 100, pair % 2 == 0, seconds);
            var second = await RoundAsync(topology, 100, pair % 2 != 0, seconds);
            rounds.AddRange([Print(first), Print(second)]);
            var (with, without) = first.HasSlowReader ? (first, second) : (second, first);
            ratios.Add(P99(without) / P99(with));
        }

        conditions["loadAverageAfter"] = MachineTimes.LoadAverage();
        List<Figure> figures =
        [
            Goal(rounds, 100, 20),
            Goal(rounds, 1_000, 100),
            new Figure(Name, "no-slow-reader", "100-readers-p99", Interval.OfMedian(ratios, Seed)),
        ];
        var told = rounds.Select(round => new
        {
            round.Readers,
            round.HasSlowReader,
            round.EventsPerSecond,
            P50 = Of(round, 0.5),
            P99 = P99(round),
            Max = round.Ms.Max(),
        });
        await ResultFile.WriteAsync(
            Name,
            new
            {
                conditions,
                seed = Seed,
                rounds = told,
                figures,
            }
        );
        figures.ForEach(Console.WriteLine);
    }

    private static async Task<StreamRound> RoundAsync(StreamTopology topology, int readers, bool slow, int seconds)
    {
        var last = await topology.LastEventAsync();
        var count = EventsPerSecond * seconds;
        await using var crawler = slow ? new SlowReader(topology.Api, topology.Path, last) : null;
        var clients = Enumerable.Range(0, readers).Select(_ => new EventReader(last + 1, count)).ToList();
        var sockets = await Task.WhenAll(clients.Select(_ => EventReader.ConnectAsync(topology.Api, topology.Path, last)));
        var reading = clients.Zip(sockets, (client, socket) => client.ReadAsync(socket)).ToList();
        var committedAt = new long[count];
        var began = Stopwatch.GetTimestamp();
        using (var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / EventsPerSecond), Time))
        {
            for (var i = 0; i < count; i++)
            {
                await pace.WaitForNextTickAsync();
                await topology.AppendAsync();
                committedAt[i] = Stopwatch.GetTimestamp();
                topology.Changed.Send();
            }
        }

        var rate = count / Stopwatch.GetElapsedTime(began).TotalSeconds;
        await Eventually.IsTrueAsync(
            () => Task.FromResult(clients.TrueForAll(client => client.Last == last + count)),
            TimeSpan.FromSeconds(30),
            "every client has every event"
        );
        Array.ForEach(sockets, socket => socket.Dispose());
        await Task.WhenAll(reading);
        return new StreamRound(readers, slow, rate, [.. Latencies(clients, committedAt, last + 1)]);
    }

    // The server may have told of an event before this process heard of its own commit: then it took no time.
    private static IEnumerable<double> Latencies(List<EventReader> clients, long[] committedAt, long first)
    {
        for (var i = 0; i < committedAt.Length; i++)
        {
            foreach (var client in clients)
            {
                yield return Math.Max(0, Stopwatch.GetElapsedTime(committedAt[i], client.SeenAt(first + i)).TotalMilliseconds);
            }
        }
    }

    // The interval is that of the seconds' p99 over the round: events of one moment are not independent.
    private static Figure Goal(List<StreamRound> rounds, int readers, double goalMs)
    {
        var round = rounds.First(round => round.Readers == readers);
        var seconds = round.Ms.Chunk(EventsPerSecond * readers).Select(ms => goalMs / Quantile.Of([.. ms.Order()], 0.99)).ToList();
        var interval = Interval.OfMedian(seconds, Seed);
        return new Figure(
            Name,
            string.Create(CultureInfo.InvariantCulture, $"goal-{goalMs:0}ms"),
            string.Create(CultureInfo.InvariantCulture, $"{readers}-readers-p99"),
            interval with
            {
                Value = goalMs / P99(round),
            }
        );
    }

    private static double P99(StreamRound round) => Of(round, 0.99);

    private static double Of(StreamRound round, double quantile) => Quantile.Of([.. round.Ms.Order()], quantile);

    private static StreamRound Print(StreamRound round)
    {
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{round.Readers, 5} readers{(round.HasSlowReader ? " and a slow one" : "               ")}: {round.EventsPerSecond:0} events/s, ms p50 {Of(round, 0.5):0.00}, p99 {P99(round):0.00}, max {round.Ms.Max():0.00}"
            )
        );
        return round;
    }
}
