using Orchestra.Contracts.Runs;
using Orchestra.Runs.Intake;
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
    public async Task What_is_past_retention_leaves_the_default_partitions_and_the_suite_runs()
    {
        var old = TimeProvider.System.GetUtcNow().AddDays(-200);
        var ended = Guid.CreateVersion7(old);
        var unfinished = Guid.CreateVersion7(old.AddMinutes(1));
        var fresh = A.Id();
        foreach (var id in (Guid[])[ended, unfinished, fresh])
        {
            await AcceptSuiteAsync(id);
        }

        await EndAsync(ended);
        await EndAsync(fresh);
        await MaintainAsync();

        foreach (
            var table in (string[])["test_run:id", "run_plan:run_id", "run_event:run_id", "suite_run:id", "suite_run_event:suite_run_id"]
        )
        {
            var (name, key) = (table.Split(':')[0], table.Split(':')[1]);
            var left = await Database.ScalarAsync<Guid[]>($"select array(select distinct {key} from runs.{name})");
            Assert.That(left, Is.EquivalentTo((Guid[])[unfinished, fresh]), name);
        }

        Assert.That(
            await Database.ScalarAsync<Guid[]>("select array(select distinct run_id from runs.step_result)"),
            Is.EqualTo((Guid[])[fresh])
        );
    }

    [Test]
    public async Task A_tenant_that_keeps_its_runs_for_less_time_loses_them_earlier()
    {
        var now = TimeProvider.System.GetUtcNow();
        var other = A.Id();
        foreach (var (tenant, days) in ((Guid, int)[])[(Tenant, 30), (other, 90)])
        {
            await Database.ExecuteAsAdminAsync(
                $"""
                insert into identity.tenant (id, name, created_at) values ('{tenant}', 'keeps {days}', now());
                insert into identity.tenant_settings
                    (tenant_id, max_parallel_runs, max_scenarios_per_tenant, default_run_retention_days, outbound_allow, revision)
                values ('{tenant}', 10, 100, {days}, '{"{}"}', 1)
                """
            );
        }

        var (old, fresh, theirs) = (
            Guid.CreateVersion7(now.AddDays(-60)),
            Guid.CreateVersion7(now.AddDays(-20)),
            Guid.CreateVersion7(now.AddDays(-60))
        );
        await Database.App.GiveSlotsAsync(other);
        foreach (var (tenant, run) in ((Guid, Guid)[])[(Tenant, old), (Tenant, fresh), (other, theirs)])
        {
            await Database.App.AcceptAsync(tenant, A.Run(id: run));
            await EndAsync(run);
        }

        await MaintainAsync();

        foreach (var (table, key) in ((string, string)[])[("test_run", "id"), ("run_plan", "run_id"), ("run_event", "run_id")])
        {
            var left = await Database.ScalarAsync<Guid[]>(
                $"select array(select distinct {key} from runs.{table} where {key} in ('{old}', '{fresh}', '{theirs}'))"
            );
            Assert.That(left, Is.EquivalentTo((Guid[])[fresh, theirs]), table);
        }

        await Database.ExecuteAsAdminAsync($"delete from identity.tenant where id in ('{Tenant}', '{other}')");
    }

    [Test]
    public async Task A_month_past_retention_is_dropped_and_one_that_is_not_stays()
    {
        var now = TimeProvider.System.GetUtcNow();
        var gone = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(-6);
        foreach (var month in (DateTimeOffset[])[gone, gone.AddMonths(5)])
        {
            await Database.ExecuteAsAdminAsync(
                $"""
                create table runs.run_event_{month:yyyyMM} partition of runs.run_event
                    for values from ('{Lowest(month)}') to ('{Lowest(month.AddMonths(1))}');
                alter table runs.run_event_{month:yyyyMM} owner to orchestra_owner
                """
            );
        }

        await MaintainAsync();

        Assert.That(await ExistsAsync(gone), Is.False);
        Assert.That(await ExistsAsync(gone.AddMonths(5)), Is.True);
        await Database.ExecuteAsAdminAsync($"drop table runs.run_event_{gone.AddMonths(5):yyyyMM}");

        Task<bool> ExistsAsync(DateTimeOffset month) =>
            Database.ScalarAsync<bool>($"select to_regclass('runs.run_event_{month:yyyyMM}') is not null");
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
        Assert.That(closed, Is.EqualTo(15), "five tables, three months ahead");
    }

    // A suite run with one run, both of the same id: only their tables differ.
    private async Task AcceptSuiteAsync(Guid id)
    {
        var run = A.Run(id: id) with { SuiteRunId = id, SuiteIndex = 0 };
        var suite = new NewSuiteRun(id, A.Id(), "suite", "test", RunMode.RunAllSteps, [], "tester", [run]);
        await Database.App.InTenantAsync(Tenant, connection => RunIntake.CreateAsync(connection, Tenant, suite, CancellationToken.None));
        await Database.ExecuteAsAdminAsync(
            $"""
            insert into runs.suite_run_event (tenant_id, suite_run_id, seq, type, payload)
                values ('{Tenant}', '{id}', 1, 'suite:status', '{"{}"}');
            update runs.suite_run set last_seq = 1 where id = '{id}'
            """
        );
    }

    private async Task EndAsync(Guid id)
    {
        await Scheduling.PromoteAsync(CancellationToken.None);
        var claimed = await ClaimAsync(count: 10);
        var run = claimed.Single(run => run.Lease.RunId == id);
        await StartAsync(run.Lease);
        await CompleteAsync(run.Lease);
        await FinishAsync(run.Lease, RunStatus.Passed);
        foreach (var other in claimed.Where(other => other != run))
        {
            await Leases.ReleaseAsync(other.Lease, CancellationToken.None);
        }

        await Scheduling.AdvanceSuitesAsync(CancellationToken.None);
    }

    private static string Lowest(DateTimeOffset month) =>
        month.ToUnixTimeMilliseconds().ToString("x12", System.Globalization.CultureInfo.InvariantCulture).Insert(8, "-")
        + "-0000-0000-000000000000";

    private async Task MaintainAsync() => await ServiceProcess.RunToEndAsync("Orchestra.Api", ["maintain"], Database.AdminEnvironment);
}
