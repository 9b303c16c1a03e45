using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orchestra.Executor.Leasing;
using Orchestra.Testing.Builders;
using Orchestra.Testing.Invariants;
using Orchestra.Testing.Servers;
using Orchestra.Testing.Waiting;

namespace Orchestra.Executor.Tests.Leasing;

/// <summary>Leases live on where the executor has neither a thread nor a connection to spare (MEASURING.md, F16).</summary>
[NonParallelizable]
internal sealed class StarvationTests : ExecutorFixture
{
    private const int PoolSize = 24;

    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ThreeLeases = Short * 3;

    // On NUnit's own thread all the time: whatever needs the pool stands still.
    [Test]
    [SuppressMessage("Usage", "VSTHRD002", Justification = "The test blocks the pool that an await would go on in")]
    public void Heartbeats_go_on_while_every_thread_of_the_pool_is_blocked()
    {
        var run = ClaimAsync(Step("one", "/a")).GetAwaiter().GetResult();
        using var app = BuildExecutor(("Leases:Duration", Short.ToString()));
        var heartbeat = app.Services.GetServices<IHostedService>().OfType<HeartbeatService>().Single();
        var registry = app.Services.GetRequiredService<LeaseRegistry>();
        using var held = new HeldLease(run.Lease, Short, TimeProvider.System.GetTimestamp(), TimeProvider.System);
        registry.Add(held);
        using var connection = new NpgsqlConnection(Database.AdminConnectionString);
        connection.Open();
        heartbeat.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
        using var free = new ManualResetEventSlim();
        using var blocked = new CountdownEvent(1);
        Block(free, blocked);

        var isAlive = true;
        var begun = TimeProvider.System.GetTimestamp();
        var starved = Task.Run(() => { });
        while (TimeProvider.System.GetElapsedTime(begun) < ThreeLeases)
        {
            free.Wait(TimeSpan.FromMilliseconds(100));
            // The first beat comes after a third of the time; the claim's own lease is longer.
            isAlive &= TimeProvider.System.GetElapsedTime(begun) < Short || (IsLeased(connection) && held.IsSafe);
        }

        var wasStarved = !starved.IsCompleted;
        free.Set();
        blocked.Signal();
        blocked.Wait();
        registry.Remove(held);
        heartbeat.StopAsync(CancellationToken.None).GetAwaiter().GetResult();

        Assert.That(wasStarved, Is.True, "the control: nothing else ran");
        Assert.That(isAlive, Is.True);
    }

    [Test]
    public async Task Runs_that_wait_for_a_connection_keep_their_leases_and_all_end()
    {
        const int Runs = PoolSize * 2;
        await using var blocker = await Database.Owner.OpenConnectionAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        for (var i = 0; i < Runs; i++)
        {
            await AcceptAsync(A.Plan(Step("one", "/a", "POST")));
        }

        await using var hold = new NpgsqlCommand("lock table runs.run_plan in access exclusive mode", blocker);
        await hold.ExecuteNonQueryAsync();
        await using var executor = BuildExecutor(
            ("Executor:MaxConcurrentRuns", $"{Runs}"),
            ("Executor:PollEvery", "00:00:00.05"),
            ("Leases:Duration", Short.ToString())
        );
        await executor.StartAsync();
        await Eventually.IsTrueAsync(
            async () => await CountAsync("status = 'IN_PROGRESS'") == Runs && await WaitersAsync() >= PoolSize - 1,
            TimeSpan.FromSeconds(20),
            "every connection of the pool is taken"
        );
        var before = await Database.ScalarAsync<DateTime>("select clock_timestamp()");
        await Eventually.IsTrueAsync(
            () => Database.ScalarAsync<bool>($"select clock_timestamp() > '{before:O}'::timestamptz + interval '{ThreeLeases}'"),
            TimeSpan.FromSeconds(20),
            "three leases are over"
        );

        Assert.That(
            await CountAsync("lock_until < now() and status = 'IN_PROGRESS'"),
            Is.Zero,
            "the heartbeat has a connection of its own"
        );
        await transaction.CommitAsync();
        await Eventually.IsTrueAsync(async () => await CountAsync("finished_at is null") == 0, TimeSpan.FromSeconds(30), "every run ended");
        Assert.That(await CountAsync("status = 'PASSED' and attempt = 1"), Is.EqualTo(Runs));
        Assert.That(Target.Requests, Has.Count.EqualTo(Runs));
        Assert.That(await new LedgerInvariants(Database.Worker).BrokenAsync(idle: true), Is.Empty);
        await executor.StopAsync();
    }

    [Test]
    public async Task A_tenant_whose_systems_answer_nothing_does_not_slow_the_claims_of_another_one()
    {
        var hanging = TestServers.IsDeep ? 1_000 : 100;
        var samples = TestServers.IsDeep ? 200 : 40;
        await using var executor = BuildExecutor(
            ("Executor:MaxConcurrentRuns", "1000"),
            ("Executor:PollEvery", "00:00:00.05"),
            ("Executor:StopGrace", "00:00:00"),
            ("Leases:Duration", "00:00:30")
        );
        await executor.StartAsync();
        await ClaimTimesAsync(samples);
        var idle = await ClaimTimesAsync(samples);
        Target.Hold("/hang");
        var other = A.Id();
        await Database.App.GiveSlotsAsync(other, hanging);
        for (var i = 0; i < hanging - samples; i++)
        {
            await Database.App.AcceptAsync(other, A.Run(A.Plan(Step("one", "/hang"))));
        }

        await Scheduling.PromoteAsync(CancellationToken.None);
        await Eventually.IsTrueAsync(
            () => Task.FromResult(Target.Requests.Count(request => request.Target == "/hang") == hanging - samples),
            TimeSpan.FromSeconds(60),
            "the other tenant's steps hang"
        );

        var busy = await ClaimTimesAsync(samples);

        await TestContext.Out.WriteLineAsync(
            $"claim p99 idle {idle[^(1 + (samples / 100))]:0.0} ms, beside hanging steps {busy[^(1 + (samples / 100))]:0.0} ms"
        );
        // Executors here look every 50 ms, and nothing wakes them: so the claim takes up to that.
        Assert.That(busy[^(1 + (samples / 100))], Is.LessThanOrEqualTo(3 * Math.Max(idle[^(1 + (samples / 100))], 60)));
        await executor.StopAsync();
    }

    // Milliseconds from the queue to the claim, sorted.
    private async Task<List<double>> ClaimTimesAsync(int samples)
    {
        var took = new List<double>();
        for (var i = 0; i < samples; i++)
        {
            var run = await AcceptAsync(A.Plan(Step("one", "/quick")));
            await Eventually.IsTrueAsync(
                async () => await CountAsync($"id = '{run}' and finished_at is not null") == 1,
                TimeSpan.FromSeconds(20),
                "a run ends"
            );
            took.Add(
                await Database.ScalarAsync<double>(
                    $"""
                    select extract(epoch from max(at) filter (where payload ->> 'status' = 'IN_PROGRESS')
                        - max(at) filter (where payload ->> 'status' = 'QUEUED'))::double precision * 1000
                    from runs.run_event where run_id = '{run}' and type = 'run:status'
                    """
                )
            );
        }

        took.Sort();
        return took;
    }

    private static void Block(ManualResetEventSlim free, CountdownEvent blocked)
    {
        // More than the pool adds in the time.
        for (var i = 0; i < 200; i++)
        {
            blocked.AddCount();
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    free.Wait();
                    blocked.Signal();
                },
                null
            );
        }
    }

    private static bool IsLeased(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("select lock_until > now() from runs.test_run where status = 'IN_PROGRESS'", connection);
        return command.ExecuteScalar() is true;
    }

    private Task<long> CountAsync(string condition) => Database.ScalarAsync<long>($"select count(*) from runs.test_run where {condition}");

    private Task<long> WaitersAsync() =>
        Database.ScalarAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
}
