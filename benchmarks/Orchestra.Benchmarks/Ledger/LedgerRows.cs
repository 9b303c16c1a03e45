using Npgsql;
using Orchestra.Testing.Servers;

namespace Orchestra.Benchmarks.Ledger;

/// <summary>The ledger before each slice: the same number of queued runs, no steps, tables analyzed and the WAL written out.</summary>
internal sealed class LedgerRows(TestDatabase database)
{
    // More than the fastest side can claim: 30,000 steps a second.
    private const int RunsPerSecond = 1_500;

    private static readonly string[] Before =
    [
        "truncate runs.test_run, runs.step_result, runs.run_event, runs.run_plan",
        "update runs.tenant_slot set active = 0",
    ];

    private const string QueueSql = """
        insert into runs.test_run
            (tenant_id, id, scenario_id, scenario_version, mode, status, correlation_id, last_seq, created_by, triggered_by)
        select '00000000-0000-7000-8000-000000000002', gen_random_uuid(), '00000000-0000-7000-8000-0000000000aa', 1, 'RUN_ALL_STEPS', 'QUEUED',
            md5(number::text), 2, 'bench', 'bench'
        from generate_series(1, @runs) number
        """;

    // VACUUM runs in no transaction, so each is a command of its own.
    private static readonly string[] After =
    [
        "vacuum analyze runs.test_run",
        "vacuum analyze runs.step_result",
        "vacuum analyze runs.run_event",
        "vacuum analyze runs.tenant_slot",
        "checkpoint",
    ];

    /// <summary>Makes the ledger ready for a slice.</summary>
    public async Task PrepareAsync(TimeSpan time)
    {
        await using var connection = new NpgsqlConnection(database.AdminConnectionString);
        await connection.OpenAsync();
        foreach (var sql in Before)
        {
            await ExecuteAsync(connection, sql);
        }

        await using (var queue = new NpgsqlCommand(QueueSql, connection))
        {
            queue.Parameters.AddWithValue("runs", (int)(RunsPerSecond * time.TotalSeconds));
            await queue.ExecuteNonQueryAsync();
        }

        foreach (var sql in After)
        {
            await ExecuteAsync(connection, sql);
        }
    }

    /// <summary>Steps that the ledger holds as ended: a side's own count must say the same.</summary>
    public Task<long> CountEndedStepsAsync() => database.ScalarAsync<long>("select count(*) from runs.step_result where status = 'PASSED'");

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }
}
