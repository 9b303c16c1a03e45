using Orchestra.Contracts.Runs;
using Orchestra.Runs.States;
using Orchestra.Testing.Builders;

namespace Orchestra.Runs.Tests.Scheduling;

internal sealed class SuiteVerdictTests : LedgerFixture
{
    [Test]
    public async Task The_statement_and_the_code_judge_every_mix_of_runs_alike()
    {
        BrokenOnPurpose = true; // Runs are put into their states by hand, without their events.
        RunStatus[] states = Enum.GetValues<RunStatus>();
        var mixes = from a in states from b in states from c in states select (RunStatus[])[a, b, c];
        var expected = new Dictionary<Guid, (RunStatus[] Mix, SuiteRunStatus Status)>();
        foreach (var mix in mixes)
        {
            var id = A.Id();
            expected[id] = (mix, Expected(mix));
            await Database.ExecuteAsAdminAsync(InsertSql(id, mix));
        }

        await Scheduling.AdvanceSuitesAsync(CancellationToken.None);

        foreach (var (id, (mix, status)) in expected)
        {
            var actual = await Database.ScalarAsync<string>($"select status from runs.suite_run where id = '{id}'");
            Assert.That(actual, Is.EqualTo(WireNames.Of(status)), () => string.Join(", ", mix));
        }
    }

    [Test]
    public async Task A_suite_run_starts_with_its_first_run_and_ends_with_its_last()
    {
        BrokenOnPurpose = true;
        var id = A.Id();
        await Database.ExecuteAsAdminAsync(InsertSql(id, [RunStatus.Pending, RunStatus.Pending]));
        var told = new List<string>();

        foreach (var status in (string[])["PENDING", "IN_PROGRESS", "PASSED"])
        {
            await Database.ExecuteAsAdminAsync(
                $"""
                update runs.test_run set status = '{status}', started_at = {(status == "PENDING" ? "null" : "now()")},
                    finished_at = {(status == "PASSED" ? "now()" : "null")} where suite_run_id = '{id}'
                """
            );
            await Scheduling.AdvanceSuitesAsync(CancellationToken.None);
            await Scheduling.AdvanceSuitesAsync(CancellationToken.None);
            told.Add(await Database.ScalarAsync<string>($"select concat(status, ' ', last_seq) from runs.suite_run where id = '{id}'"));
        }

        Assert.That(told, Is.EqualTo((string[])["PENDING 0", "IN_PROGRESS 3", "PASSED 6"]));
        var events = await Database.ScalarAsync<string>(
            "select string_agg(concat(seq, ' ', type), ', ' order by seq) from runs.suite_run_event"
        );
        Assert.That(events, Is.EqualTo("1 suite:run, 2 suite:run, 3 suite:status, 4 suite:run, 5 suite:run, 6 suite:complete"));
    }

    private static SuiteRunStatus Expected(RunStatus[] mix) =>
        // The code knows only the states; whether an unfinished suite run has begun is the statement's to see.
        RunVerdict.OfSuite(mix) is SuiteRunStatus.InProgress
        && !mix.Any(HasBegun)
            ? SuiteRunStatus.Pending
            : RunVerdict.OfSuite(mix);

    private static bool HasBegun(RunStatus status) =>
        status is not (RunStatus.Pending or RunStatus.Queued or RunStatus.Skipped or RunStatus.Cancelled);

    private string InsertSql(Guid id, RunStatus[] mix)
    {
        var rows = mix.Select(
            (status, i) =>
                $"""
                    insert into runs.test_run (tenant_id, id, suite_run_id, suite_index, scenario_id, scenario_version, mode, status, correlation_id,
                        created_by, triggered_by, started_at, finished_at)
                    values ('{Tenant}', '{A.Id()}', '{id}', {i}, '{A.Id()}', 1, 'RUN_ALL_STEPS', '{WireNames.Of(status)}', 'c', 't', 't',
                        {(HasBegun(status) ? "now()" : "null")}, {(RunTransitions.IsFinal(status) ? "now()" : "null")});
                    """
        );
        return $"""
            insert into runs.suite_run (tenant_id, id, suite_id, suite_name, environment_name, status, mode, created_by)
            values ('{Tenant}', '{id}', '{A.Id()}', 's', 'e', 'PENDING', 'RUN_ALL_STEPS', 't');
            {string.Join('\n', rows)}
            """;
    }
}
