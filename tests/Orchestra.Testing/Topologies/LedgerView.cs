using System.Text.Json;
using Npgsql;
using Orchestra.Contracts;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.States;
using Orchestra.Testing.Servers;

namespace Orchestra.Testing.Topologies;

/// <summary>Reads the ledger's tables as the superuser does, past the code under test, and judges them.</summary>
public sealed class LedgerView(TestDatabase database)
{
    private const string RunsSql = """
        select tenant_id, id, status, locked_by, lease_epoch, attempt, heartbeat_at, last_seq from runs.test_run
        """;

    private const string StepsSql = """
        select run_id, step_index, attempt, lease_epoch, sends, status, payload ->> 'reason' from runs.step_result
        """;

    // One line for each row that breaks an invariant of MEASURING.md.
    private const string FaultsSql = """
        select 'I1: run ' || id || ' did not end: ' || status from runs.test_run where finished_at is null
        union all select 'I1: run ' || run_id || ' ended ' || count(*) || ' times'
            from runs.run_event where type = 'run:complete' group by run_id having count(*) > 1
        union all select 'I2: step ' || s.run_id || '/' || s.step_index || '/' || s.attempt || ' has no result'
            from runs.step_result s join runs.test_run r on r.id = s.run_id
            where s.status = 'RUNNING' and r.status not in ('CANCELLED', 'FAILED_STUCK')
        union all select 'I2: step ' || run_id || '/' || step_index || ' has gaps between its attempts'
            from runs.step_result group by run_id, step_index having max(attempt) <> count(*) or min(attempt) <> 1
        union all select 'I2: step ' || s.run_id || '/' || s.step_index || '/' || s.attempt || ' was told ' || count(e.seq) || ' times'
            from runs.step_result s left join runs.run_event e on e.run_id = s.run_id and e.type = 'step:result'
                and (e.payload ->> 'stepIndex')::int = s.step_index and (e.payload ->> 'attempt')::int = s.attempt
            where s.status <> 'RUNNING' group by s.run_id, s.step_index, s.attempt having count(e.seq) <> 1
        union all select 'I3: step ' || s.run_id || '/' || s.step_index || ' has epoch ' || s.lease_epoch || ', the run ' || r.lease_epoch
            from runs.step_result s join runs.test_run r on r.id = s.run_id where s.lease_epoch > r.lease_epoch
        union all select 'I3: the epoch of run ' || run_id || ' falls at step ' || step_index
            from (select run_id, step_index, lease_epoch,
                max(lease_epoch) over (partition by run_id order by step_index, attempt) as highest from runs.step_result) s
            where lease_epoch < highest
        union all select 'I6: run ' || r.id || ' has ' || count(e.seq) || ' events, its last is ' || r.last_seq
            from runs.test_run r left join runs.run_event e on e.run_id = r.id group by r.id, r.last_seq
            having count(e.seq) <> r.last_seq or max(e.seq) <> r.last_seq
        union all select 'suite run ' || id || ' did not end: ' || status from runs.suite_run where finished_at is null
        """;

    /// <summary>A run's row.</summary>
    public async Task<LedgerRun> RunAsync(Guid runId) => (await RunsAsync()).Single(run => run.Id == runId);

    /// <summary>All runs.</summary>
    public Task<List<LedgerRun>> RunsAsync() =>
        ListAsync(
            RunsSql,
            row => new LedgerRun(
                row.GetGuid(0),
                row.GetGuid(1),
                Parse<RunStatus>(row.GetString(2)),
                row.IsDBNull(3) ? null : row.GetString(3),
                row.GetInt64(4),
                row.GetInt32(5),
                row.IsDBNull(6) ? null : row.GetDateTime(6),
                row.GetInt64(7)
            )
        );

    /// <summary>A run's step rows, by index and attempt.</summary>
    public async Task<List<LedgerStep>> StepsAsync(Guid runId) =>
        [.. (await AllStepsAsync()).Where(step => step.RunId == runId).OrderBy(step => step.Index).ThenBy(step => step.Attempt)];

    /// <summary>Slots that tenants hold now (invariant I8: none when all is idle).</summary>
    public Task<long> ActiveSlotsAsync() => database.ScalarAsync<long>("select coalesce(sum(active), 0)::bigint from runs.tenant_slot");

    /// <summary>Everything in the tables that breaks an invariant, once every run has ended.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync()
    {
        var faults = await ListAsync(FaultsSql, row => row.GetString(0));
        var steps = (await AllStepsAsync()).ToLookup(step => step.RunId);
        foreach (var run in (await RunsAsync()).Where(run => run.Status is not (RunStatus.Cancelled or RunStatus.FailedStuck)))
        {
            var lastAttempts = steps[run.Id].GroupBy(step => step.Index).Select(step => step.MaxBy(row => row.Attempt)!.Status);
            if (RunVerdict.Of(lastAttempts) is var verdict && verdict != run.Status)
            {
                faults.Add($"I7: run {run.Id} is {run.Status}, its steps make {verdict}");
            }
        }

        return faults;
    }

    private Task<List<LedgerStep>> AllStepsAsync() =>
        ListAsync(
            StepsSql,
            row => new LedgerStep(
                row.GetGuid(0),
                row.GetInt32(1),
                row.GetInt32(2),
                row.GetInt64(3),
                row.GetInt32(4),
                Parse<StepStatus>(row.GetString(5)),
                row.IsDBNull(6) ? null : row.GetString(6)
            )
        );

    private async Task<List<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> map)
    {
        await using var connection = new NpgsqlConnection(database.AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    private static T Parse<T>(string name) => JsonSerializer.Deserialize<T>($"\"{name}\"", OrchestraJson.Options)!;
}
