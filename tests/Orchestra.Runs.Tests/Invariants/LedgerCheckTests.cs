using Orchestra.Invariants;
using Orchestra.Runs.Leases;
using Orchestra.Testing.Builders;

namespace Orchestra.Runs.Tests.Invariants;

/// <summary>The invariants' controls: a ledger made by the stores breaks none, and rows doctored to break one are found.</summary>
internal sealed class LedgerCheckTests : LedgerFixture
{
    [TestCase("I1", "finished exactly", "update runs.test_run set status = 'IN_PROGRESS', finished_at = null where id = @run")]
    [TestCase(
        "I1",
        "finished exactly",
        """
            insert into runs.run_event select tenant_id, run_id, seq + 1, type, payload, at from runs.run_event
            where run_id = @run and type = 'run:complete'
            """
    )]
    [TestCase("I1", "has an owner", "update runs.test_run set locked_by = 'somebody' where id = @run")]
    [TestCase("I1", "final state", "update runs.test_run set status = 'QUEUED', finished_at = null where id = @run")]
    [TestCase("I2", "without gaps", "update runs.step_result set attempt = 3 where run_id = @run")]
    [TestCase("I2", "one result event", "delete from runs.run_event where run_id = @run and type = 'step:result'")]
    [TestCase("I2", "one result event", "update runs.step_result set sends = 2 where run_id = @run")]
    [TestCase("I2", "without a result", "update runs.step_result set status = 'RUNNING' where run_id = @run")]
    [TestCase("I3", "none is above", "update runs.step_result set lease_epoch = lease_epoch + 1 where run_id = @run")]
    [TestCase("I3", "newest when", "update runs.step_result set lease_epoch = lease_epoch - 1 where run_id = @run")]
    [TestCase(
        "I4",
        "sent once",
        """update runs.step_result set sends = 2, payload = '{"request":{"method":"POST","headers":{}}}' where run_id = @run"""
    )]
    [TestCase("I5", "starts after", "update runs.test_run set cancel_requested_at = now() - interval '1 hour' where id = @run")]
    [TestCase(
        "I5",
        "does so",
        "update runs.test_run set status = 'QUEUED', cancel_requested_at = now() - interval '1 hour' where id = @run"
    )]
    [TestCase("I6", "1 to last_seq", "delete from runs.run_event where run_id = @run and seq = 2")]
    [TestCase("I7", "verdict follows", "update runs.test_run set status = 'BROKEN' where id = @run")]
    [TestCase("I8", "slots in use are", "update runs.tenant_slot set active = active + 1")]
    [TestCase("I8", "no slot is in use", "update runs.tenant_slot set active = 1")]
    [TestCase("I9", "belongs to its tenant", "update runs.run_plan set tenant_id = gen_random_uuid() where run_id = @run")]
    [TestCase("I10", "claimed it", "update runs.test_run set started_at = null where id = @run")]
    [TestCase("I10", "queued again", "update runs.test_run set finished_at = started_at - interval '1 second' where id = @run")]
    public async Task A_doctored_row_is_found(string invariant, string rule, string sql)
    {
        var run = await PassedRunAsync();
        Assert.That(await BreachesAsync(), Is.Empty, "the control of the control");
        BrokenOnPurpose = true;

        await Database.ExecuteAsAdminAsync(sql.Replace("@run", $"'{run.RunId}'", StringComparison.Ordinal));

        var found = (await BreachesAsync()).Where(breach => breach.Invariant == invariant && breach.Rule.Contains(rule)).ToList();
        Assert.That(found, Has.Count.EqualTo(1));
        Assert.That(found[0].Found, Does.Contain(invariant == "I8" ? $"{Tenant}" : $"{run.RunId}"));
    }

    [Test]
    public async Task A_table_without_row_security_is_found()
    {
        await Database.ExecuteAsAdminAsync("create table runs.leak (tenant_id uuid)");
        var breaches = await BreachesAsync();
        await Database.ExecuteAsAdminAsync("drop table runs.leak");

        Assert.That(breaches.Select(breach => breach.Found), Is.EqualTo(new[] { "table runs.leak: row security enabled f, forced f" }));
        Assert.That(breaches[0].Invariant, Is.EqualTo("I9"));
    }

    [Test]
    public async Task A_run_that_a_client_was_promised_and_is_not_there_is_found()
    {
        var (run, lost) = (await PassedRunAsync(), A.Id());

        var breaches = await BreachesAsync(new Evidence { Accepted = [run.RunId, lost] });

        Assert.That(breaches.Select(breach => (breach.Invariant, breach.Found)), Is.EqualTo(new[] { ("I1", $"run {lost} is not there") }));
    }

    [Test]
    public async Task The_log_of_the_system_under_test_is_held_against_the_sends()
    {
        var run = await PassedRunAsync();
        var sent = new SutRequest("POST", "/loans", $"{run.RunId}:0:1", run.RunId.ToString("N"), HadEffect: true);
        var unkeyed = sent with { IdempotencyKey = null };

        Assert.That(await WithLogAsync(sent), Is.Empty, "the control");
        Assert.That(await WithLogAsync(sent, sent with { HadEffect = false }), Is.EqualTo(new[] { "was seen 2 times and sent 1 times" }));
        Assert.That(
            await WithLogAsync(sent, sent),
            Is.EqualTo(new[] { "was seen 2 times and sent 1 times", "had 2 effects" }),
            "the system under test forgot the key"
        );
        Assert.That(
            await WithLogAsync(sent with { IdempotencyKey = $"{run.RunId}:7:1" }),
            Is.EqualTo(new[] { "was seen 1 times and sent 0 times" }),
            "of no step"
        );
        Assert.That(
            await WithLogAsync(unkeyed, unkeyed),
            Has.Count.EqualTo(1).And.All.Contains("2 changing requests without a key, 0 steps")
        );
    }

    private async Task<List<string>> WithLogAsync(params SutRequest[] log) =>
        [
            .. (await BreachesAsync(new Evidence { SutLog = log })).Select(breach =>
                breach.Invariant == "I4" ? breach.Found[(breach.Found.IndexOf(' ', 4) + 1)..] : $"{breach}"
            ),
        ];

    private Task<IReadOnlyList<Breach>> BreachesAsync(Evidence? evidence = null) =>
        new LedgerCheck(Database.Owner).BreachesAsync((evidence ?? new Evidence()) with { Idle = true });

    private async Task<RunLease> PassedRunAsync()
    {
        var run = await ClaimNewAsync();
        await StartAsync(run.Lease);
        await CompleteAsync(run.Lease);
        await FinishAsync(run.Lease);
        return run.Lease;
    }
}
