using System.Text.Json.Nodes;
using Npgsql;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Journal;
using Orchestra.Runs.Leases;
using Orchestra.Testing.Invariants;

namespace Orchestra.Runs.Tests.Journal;

/// <summary>Writes of many runs share a transaction, and each gets its own answer.</summary>
internal sealed class GroupTests : LedgerFixture
{
    private int _killed;

    [Test]
    public async Task Many_runs_at_once_are_written_whole_and_in_few_transactions()
    {
        const int Runs = 32;
        const int Steps = 6;
        var runs = await ClaimManyAsync(Runs);
        var before = await TransactionsAsync();

        await Task.WhenAll(runs.Select(run => Task.Run(() => GoThroughAsync(run.Lease, Steps))));

        Assert.That(await new LedgerInvariants(Database.Worker).BrokenAsync(idle: true), Is.Empty);
        Assert.That(
            await Database.ScalarAsync<long>("select count(*) from runs.step_result where status = 'PASSED' and sends = 1"),
            Is.EqualTo(Runs * Steps)
        );
        Assert.That(await ActiveAsync(), Is.Zero);
        // One by one it would be 32 * (2 * 6 + 1).
        Assert.That(await TransactionsAsync() - before, Is.LessThan(Runs * ((2 * Steps) + 1) / 2));
    }

    [Test]
    public async Task A_lost_lease_in_a_group_is_refused_and_its_neighbours_are_written()
    {
        var runs = await ClaimManyAsync(6);
        var stale = runs.Take(2).ToList();
        foreach (var run in stale)
        {
            await TakeOverAsync(run.Lease);
        }

        var content = await ContentAsync(stale[0].Lease.RunId);
        var started = await TogetherAsync(runs, run => StartAsync(run.Lease));
        var finished = await TogetherAsync(runs, run => FinishAsync(run.Lease));

        Assert.That(started.Select(answer => answer is not null), Is.EqualTo((bool[])[false, false, true, true, true, true]));
        Assert.That(finished, Is.EqualTo((bool[])[false, false, true, true, true, true]));
        Assert.That(await ContentAsync(stale[0].Lease.RunId), Is.EqualTo(content));
        // What was started is not judged here.
        BrokenOnPurpose = true;
    }

    [Test]
    public async Task Starts_in_a_group_say_who_is_cancelled_and_what_goes_out_again()
    {
        var runs = await ClaimManyAsync(4);
        var first = await StartAsync(runs[1].Lease);
        await CancelAsync(runs[2].Lease.RunId);

        var started = await TogetherAsync(runs, run => StartAsync(run.Lease));

        Assert.Multiple(() =>
        {
            Assert.That(started[0], Has.Property(nameof(StepStarted.Sends)).EqualTo(1));
            Assert.That(started[1], Is.EqualTo(first! with { Sends = 2 }), "a re-send keeps its start");
            Assert.That(started[2], Has.Property(nameof(StepStarted.CancelRequested)).True);
            Assert.That(started[3], Has.Property(nameof(StepStarted.Sends)).EqualTo(1));
        });
    }

    [Test]
    public async Task One_write_that_cannot_be_stored_fails_alone()
    {
        var runs = await ClaimManyAsync(5);
        await TogetherAsync(runs, run => StartAsync(run.Lease));

        var ended = await TogetherAsync<object>(
            runs,
            async run =>
            {
                try
                {
                    return run == runs[2] ? await CompleteWithAsync(run.Lease, TooGreat()) : await CompleteAsync(run.Lease);
                }
                catch (Exception exception)
                {
                    return exception;
                }
            }
        );

        Assert.That(ended[2], Is.InstanceOf<Exception>());
        Assert.That(ended.Where((_, i) => i != 2), Is.All.EqualTo(true));
        var ids = string.Join(',', runs.Select(run => $"'{run.Lease.RunId}'"));
        Assert.That(
            await Database.ScalarAsync<long>($"select count(*) from runs.step_result where status = 'PASSED' and run_id in ({ids})"),
            Is.EqualTo(4)
        );
    }

    [Test]
    public async Task Who_gives_up_waiting_does_not_take_others_along()
    {
        var runs = await ClaimManyAsync(5);
        await using var blocker = await Database.Owner.OpenConnectionAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await ExecuteAsync(blocker, $"select from runs.test_run where id = '{runs[0].Lease.RunId}' for update");
        using var givenUp = new CancellationTokenSource();
        var first = StartAsync(runs[0].Lease);
        var second = Journal.StartStepAsync(runs[1].Lease, 0, "s0", 1, givenUp.Token);
        var others = runs.Skip(2).Select(run => StartAsync(run.Lease)).ToList();

        await givenUp.CancelAsync();
        Assert.That(() => second, Throws.InstanceOf<OperationCanceledException>());
        await transaction.CommitAsync();

        Assert.That(await first, Is.Not.Null);
        Assert.That(await Task.WhenAll(others), Is.All.Not.Null);
        Assert.That(
            await Database.ScalarAsync<long>($"select count(*) from runs.step_result where run_id = '{runs[1].Lease.RunId}'"),
            Is.Zero,
            "it had not gone out"
        );
    }

    [Test]
    public async Task Nothing_is_lost_or_written_twice_when_connections_are_killed_all_the_time()
    {
        const int Steps = 8;
        var runs = await ClaimManyAsync(16);
        await using var victim = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(Database.WorkerConnectionString) { ApplicationName = "victim" }.ConnectionString
        );
        var journal = new JournalStore(victim);
        using var done = new CancellationTokenSource();
        var killing = Task.Run(() => KillConnectionsAsync(done.Token));

        // However fast the steps are, some of them meet a kill.
        var steps = await Task.WhenAll(
            runs.Select(run => Task.Run(() => GoThroughAsync(run.Lease, Steps, journal, isEnough: () => Volatile.Read(ref _killed) >= 3)))
        );
        await done.CancelAsync();
        await killing;

        Assert.That(await new LedgerInvariants(Database.Worker).BrokenAsync(idle: true), Is.Empty);
        Assert.That(
            await Database.ScalarAsync<long>("select count(*) from runs.step_result where status = 'PASSED' and sends = 1"),
            Is.EqualTo(steps.Sum()),
            "no send was counted twice"
        );
    }

    [Test]
    public async Task A_write_whose_answer_was_lost_is_found_by_its_key()
    {
        var run = await ClaimNewAsync();
        var statements = new JournalStatements(Database.Worker, Fence.Sql);
        var start = new JournalWrite(JournalWriteKind.Start, run.Lease, "{}") { Attempt = 1 };
        var end = start with { Kind = JournalWriteKind.Complete, Status = "PASSED", DurationMs = 1, Payload = "{}" };
        var finish = new JournalWrite(JournalWriteKind.Finish, run.Lease, """{"status":"PASSED"}""") { Status = "PASSED" };
        BrokenOnPurpose = true;
        foreach (var write in (JournalWrite[])[start, end, finish])
        {
            Assert.That(await statements.FindAsync(write), Is.Null, $"{write.Kind} before");
            var answer = await statements.WriteAsync(write);

            Assert.That(answer.Written, Is.True, $"{write.Kind}");
            Assert.That((await statements.FindAsync(write))!.Value.Written, Is.True, $"{write.Kind} after");
            Assert.That(
                await statements.FindAsync(write with { Lease = run.Lease with { Epoch = run.Lease.Epoch + 1 } }),
                Is.Null,
                $"{write.Kind} of another owner"
            );
        }
    }

    private async Task<IReadOnlyList<ClaimedRun>> ClaimManyAsync(int count)
    {
        await QueueAsync(count);
        return [.. (await ClaimAsync(count: count)).OrderBy(run => run.Lease.RunId)];
    }

    // Gives how many steps it took: at least those asked for.
    private async Task<int> GoThroughAsync(RunLease lease, int steps, JournalStore? journal = null, Func<bool>? isEnough = null)
    {
        var step = 0;
        for (; step < steps || isEnough?.Invoke() == false; step++)
        {
            Assert.That(await StartAsync(lease, step, journal: journal), Is.Not.Null);
            Assert.That(await CompleteAsync(lease, step: step, journal: journal), Is.True);
        }

        Assert.That(await FinishAsync(lease, journal: journal), Is.True);
        return step;
    }

    /// <summary>Sees to it that the writes form a group: the first flush waits for a lock until all have been handed over.</summary>
    private async Task<T[]> TogetherAsync<T>(IReadOnlyList<ClaimedRun> runs, Func<ClaimedRun, Task<T>> write)
    {
        var held = (await ClaimNewAsync("blocked")).Lease;
        await using var blocker = await Database.Owner.OpenConnectionAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await ExecuteAsync(blocker, $"select from runs.test_run where id = '{held.RunId}' for update");
        var first = StartAsync(held);
        var writes = runs.Select(write).ToList();
        await transaction.CommitAsync();
        await first;
        await CompleteAsync(held);
        return await Task.WhenAll(writes);
    }

    private Task<bool> CompleteWithAsync(RunLease lease, JsonNode body) =>
        Journal.CompleteStepAsync(
            lease,
            0,
            "s0",
            1,
            new StepOutcome(StepStatus.Passed, 1, new StepPayload { Exports = new JsonObject { ["value"] = body } }),
            CancellationToken.None
        );

    // A number that JSON allows and jsonb's numeric does not hold.
    private static JsonNode TooGreat() => JsonNode.Parse("1e999999")!;

    private async Task KillConnectionsAsync(CancellationToken cancellationToken)
    {
        await using var admin = new NpgsqlConnection(Database.AdminConnectionString);
        await admin.OpenAsync(CancellationToken.None);
        while (!cancellationToken.IsCancellationRequested)
        {
            await using var command = new NpgsqlCommand(
                """
                select count(*) from (select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and application_name = 'victim' and state <> 'idle' limit 1) killed
                """,
                admin
            );
            Interlocked.Add(ref _killed, (int)(long)(await command.ExecuteScalarAsync(CancellationToken.None))!);
            // Between two kills something must get through.
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        }
    }

    private Task<long> TransactionsAsync() =>
        Database.ScalarAsync<long>("select count(distinct xmin::text) from runs.run_event where type <> 'run:status'");

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
