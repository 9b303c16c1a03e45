using Microsoft.AspNetCore.Builder;
using Npgsql;
using Orchestra.Testing.Builders;
using Orchestra.Testing.Invariants;
using Orchestra.Testing.Waiting;

namespace Orchestra.Executor.Tests.Execution;

/// <summary>The claiming loop, started as a service; the broker is down all the time.</summary>
internal sealed class ClaimServiceTests : ExecutorFixture
{
    [Test]
    public async Task Two_executors_share_the_runs_and_no_step_is_sent_twice()
    {
        await using var first = await StartExecutorAsync(4);
        await using var second = await StartExecutorAsync(4);
        var plan = A.Plan(Step("one", "/a"), Step("two", "/b", "POST"));
        for (var i = 0; i < 40; i++)
        {
            await AcceptAsync(plan);
        }

        await AllEndedAsync();

        Assert.That(Target.Requests, Has.Count.EqualTo(80));
        Assert.That(
            Target.Requests.Where(request => request.Method == "POST").Select(request => request.Header("Idempotency-Key")),
            Is.Unique
        );
        Assert.That(
            await Database.ScalarAsync<long>("select count(*) from runs.test_run where status = 'PASSED' and attempt = 1"),
            Is.EqualTo(40)
        );
        Assert.That(await new LedgerInvariants(Database.Worker).BrokenAsync(idle: true), Is.Empty);
        await Task.WhenAll(first.StopAsync(), second.StopAsync());
    }

    [Test]
    public async Task An_executor_takes_no_more_than_it_has_room_for()
    {
        Target.Hold("/a");
        await using var executor = await StartExecutorAsync(2);
        for (var i = 0; i < 5; i++)
        {
            await AcceptAsync(A.Plan(Step("one", "/a")));
        }

        await Eventually.IsTrueAsync(() => Task.FromResult(Target.Requests.Count == 2), TimeSpan.FromSeconds(20), "two runs under way");
        Assert.That(await Database.ScalarAsync<long>("select count(*) from runs.test_run where status = 'QUEUED'"), Is.EqualTo(3));

        Target.On("/a", 200, "{}");
        await executor.StopAsync();
        // What it held when its grace was over is handed over, not left to lapse.
        Assert.That(
            await Database.ScalarAsync<long>("select count(*) from runs.test_run where status = 'QUEUED' and attempt = 1"),
            Is.EqualTo(5)
        );
    }

    [TestCase("run_plan", TestName = "A_connection_that_is_cut_before_the_first_step_costs_no_attempt")]
    [TestCase("run_event", TestName = "A_connection_that_is_cut_while_a_step_is_written_costs_no_attempt")]
    public async Task A_cut_costs_no_attempt(string table)
    {
        await using var blocker = await Database.Owner.OpenConnectionAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        var run = await AcceptAsync(A.Plan(Step("one", "/a", "POST")));
        await using var hold = new NpgsqlCommand($"lock table runs.{table} in access exclusive mode", blocker);
        await hold.ExecuteNonQueryAsync();
        await using var executor = await StartExecutorAsync(1);

        // The claim, too, writes an event; and what is cut comes back.
        for (var cuts = 0L; cuts < 3; )
        {
            cuts += await Database.ScalarAsync<long>(
                """
                select count(pg_terminate_backend(pid)) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'
                """
            );
        }

        await transaction.CommitAsync();
        await AllEndedAsync();

        Assert.That(await StatusAsync(run), Is.EqualTo("PASSED"));
        Assert.That(await Database.ScalarAsync<int>($"select attempt from runs.test_run where id = '{run}'"), Is.EqualTo(1));
        Assert.That(Target.Requests, Has.Count.EqualTo(1));
        await executor.StopAsync();
    }

    private async Task<WebApplication> StartExecutorAsync(int room)
    {
        var executor = BuildExecutor(
            ("Executor:MaxConcurrentRuns", $"{room}"),
            ("Executor:PollEvery", "00:00:00.05"),
            ("Executor:StopGrace", "00:00:00.2"),
            ("Leases:Duration", "00:00:30")
        );
        await executor.StartAsync();
        return executor;
    }

    private Task AllEndedAsync() =>
        Eventually.IsTrueAsync(
            async () =>
            {
                // As the scheduler does: a pass skips a tenant whose slot a run that ends holds locked.
                await Scheduling.PromoteAsync(CancellationToken.None);
                return await Database.ScalarAsync<long>("select count(*) from runs.test_run where finished_at is null") == 0;
            },
            TimeSpan.FromSeconds(40),
            "every run ended"
        );
}
