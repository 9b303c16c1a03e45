using Orchestra.Contracts.Runs;
using Orchestra.Runs.Reading;
using Orchestra.Testing.Builders;
using Orchestra.Testing.Processes;

namespace Orchestra.Runs.Tests.Partitions;

/// <summary>Months of the ledger, made by the Api's own <c>maintain</c>.</summary>
internal sealed class MaintainTests : LedgerFixture
{
    [Test]
    public async Task A_run_of_next_month_lands_in_its_partition_and_works_like_any_other()
    {
        await MaintainAsync();
        await MaintainAsync();
        var now = TimeProvider.System.GetUtcNow();
        var next = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
        // The first and the last millisecond of the month belong to it, the one after does not.
        var first = Guid.CreateVersion7(next);
        var last = Guid.CreateVersion7(next.AddMonths(1).AddMilliseconds(-1));
        var after = Guid.CreateVersion7(next.AddMonths(1));

        foreach (var id in (Guid[])[first, last, after])
        {
            await Database.App.AcceptAsync(Tenant, A.Run(id: id));
            await Scheduling.PromoteAsync(CancellationToken.None);
            var run = (await ClaimAsync()).Single();
            await StartAsync(run.Lease);
            await CompleteAsync(run.Lease);
            await FinishAsync(run.Lease, RunStatus.Passed);
            var month = id == after ? next.AddMonths(1) : next;
            foreach (var table in (string[])["run_plan", "step_result", "run_event"])
            {
                var partition = await Database.ScalarAsync<string>(
                    $"select tableoid::regclass::text from runs.{table} where run_id = '{id}' limit 1"
                );
                Assert.That(partition, Is.EqualTo($"runs.{table}_{month:yyyyMM}"));
            }
        }

        var reader = new RunReader(Database.App);
        Assert.That(await reader.EventsAsync(Tenant, first, 0, CancellationToken.None), Has.Count.EqualTo(6));
        Assert.That(await reader.EventsAsync(A.Id(), first, 0, CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task A_run_of_this_month_stays_in_the_default_partition()
    {
        await MaintainAsync();
        var run = (await AcceptAsync()).Single();

        var partition = await Database.ScalarAsync<string>($"select tableoid::regclass::text from runs.run_plan where run_id = '{run}'");
        Assert.That(partition, Is.EqualTo("runs.run_plan_default"));
    }

    [Test]
    public async Task Requests_cannot_reach_a_months_partition_past_the_table()
    {
        await MaintainAsync();
        var closed = await Database.ScalarAsync<long>(
            """
            select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'runs' and c.relname ~ '_[0-9]{6}$' and c.relrowsecurity and c.relforcerowsecurity
                and not has_table_privilege('orchestra_app', c.oid, 'select')
            """
        );
        Assert.That(closed, Is.EqualTo(9), "three tables, three months ahead");
    }

    private async Task MaintainAsync() => await ServiceProcess.RunToEndAsync("Orchestra.Api", ["maintain"], Database.AdminEnvironment);
}
