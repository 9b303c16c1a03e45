using Npgsql;
using Orchestra.Testing.Waiting;

namespace Orchestra.Runs.Tests.Scheduling;

internal sealed class RecountTests : LedgerFixture
{
    [TestCase(0)]
    [TestCase(7)]
    public async Task A_slot_that_drifted_is_mended(int wrong)
    {
        await QueueAsync(3);
        await Database.ExecuteAsAdminAsync($"update runs.tenant_slot set active = {wrong} where tenant_id = '{Tenant}'");

        Assert.That(await Scheduling.RecountAsync(CancellationToken.None), Is.EqualTo(1));

        Assert.That(await ActiveAsync(), Is.EqualTo(3));
        Assert.That(await Scheduling.RecountAsync(CancellationToken.None), Is.Zero);
    }

    [Test]
    public async Task A_run_that_ends_during_a_recount_frees_its_slot()
    {
        var run = await ClaimNewAsync();
        await using var gate = new NpgsqlConnection(Database.AdminConnectionString);
        await gate.OpenAsync();
        await SetPolicyAsync("create", "as restrictive for select to orchestra_worker using (public.stall())");
        await using (var hold = new NpgsqlCommand("select pg_advisory_lock(7)", gate))
        {
            await hold.ExecuteNonQueryAsync();
        }

        var recount = Scheduling.RecountAsync(CancellationToken.None);
        await WaitingForAsync("advisory");
        // The end of the run, past the policy: through at once, or waiting for a slot that the recount holds.
        var end = Database.ExecuteAsAdminAsync(EndSql(run.Lease.RunId));
        await Eventually.IsTrueAsync(
            async () => end.IsCompleted || await IsWaitingForAsync("transactionid"),
            Long,
            "the run ends or waits"
        );
        // Closing would only return it to the pool, with its lock.
        await using (var release = new NpgsqlCommand("select pg_advisory_unlock(7)", gate))
        {
            await release.ExecuteNonQueryAsync();
        }

        await Task.WhenAll(recount, end);
        await SetPolicyAsync("drop", "");

        Assert.That(await ActiveAsync(), Is.Zero);
    }

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private string EndSql(Guid runId) =>
        $"""
            update runs.test_run set status = 'PASSED', finished_at = now(), locked_by = null, lock_until = null, last_seq = last_seq + 1 where id = '{runId}';
            insert into runs.run_event (tenant_id, run_id, seq, type, payload)
                select tenant_id, id, last_seq, 'run:complete', jsonb_build_object('status', 'PASSED') from runs.test_run where id = '{runId}';
            update runs.tenant_slot set active = active - 1 where tenant_id = '{Tenant}';
            """;

    // A policy that waits on a lock makes the worker stand still between its snapshot and the slot.
    private Task SetPolicyAsync(string verb, string rest) =>
        Database.ExecuteAsAdminAsync(
            $"""
            create or replace function public.stall() returns boolean language plpgsql volatile as
                $$ begin perform pg_advisory_xact_lock_shared(7); return true; end $$;
            {verb} policy stall on runs.tenant_slot {rest};
            """
        );

    private Task WaitingForAsync(string what) => Eventually.IsTrueAsync(() => IsWaitingForAsync(what), Long, $"somebody waits for {what}");

    private Task<bool> IsWaitingForAsync(string what) =>
        Database.ScalarAsync<bool>(
            $"select exists (select from pg_stat_activity where datname = current_database() and wait_event = '{what}')"
        );
}
