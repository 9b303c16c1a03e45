using Npgsql;
using NpgsqlTypes;
using Orchestra.Contracts;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Journal;
using Orchestra.Runs.States;

namespace Orchestra.Runs.Intake;

/// <summary>
/// Accepts and cancels runs on a request's own connection, whose tenant is set: row-level security refuses everybody else's rows.
/// The caller owns the transaction, so that a run and the answer kept for its Idempotency-Key are one commit.
/// </summary>
public static class RunIntake
{
    private const string RunSql = """
        insert into runs.test_run (tenant_id, id, suite_run_id, suite_index, scenario_id, scenario_version, mode, start_step_index, status,
            priority, correlation_id, created_by, triggered_by, last_seq)
        values (@tenant, @id, @suite, @suite_index, @scenario, @version, @mode, @start, 'PENDING', @priority, @correlation, @by, @trigger, 1)
        """;

    private const string PlanSql = """
        insert into runs.run_plan (tenant_id, run_id, schema_version, plan) values (@tenant, @id, @schema, @plan)
        """;

    private const string EventSql = """
        insert into runs.run_event (tenant_id, run_id, seq, type, payload)
        values (@tenant, @id, 1, 'run:status', '{"status":"PENDING"}'::jsonb)
        """;

    private const string SuiteSql = """
        insert into runs.suite_run (tenant_id, id, suite_id, suite_name, environment_name, status, mode, details, created_by)
        values (@tenant, @id, @suite, @name, @environment, 'PENDING', @mode, @details, @by)
        """;

    // The row is locked first; what an executor holds is only asked to stop. A cancelled QUEUED run gives its slot back.
    private const string CancelSql = """
        with was as (
            select tenant_id, id, status from runs.test_run where tenant_id = @tenant and {which} order by id for update),
        stopped as (
            update runs.test_run r
            set status = 'CANCELLED', cancel_requested_at = now(), finished_at = now(), last_seq = r.last_seq + 1
            from was where r.tenant_id = was.tenant_id and r.id = was.id and was.status in ('PENDING','QUEUED')
            returning r.tenant_id, r.id, r.last_seq),
        asked as (
            update runs.test_run r set cancel_requested_at = coalesce(r.cancel_requested_at, now())
            from was where r.tenant_id = was.tenant_id and r.id = was.id and was.status = 'IN_PROGRESS'
            returning r.id),
        slot as (
            update runs.tenant_slot s set active = greatest(s.active - (select count(*) from was where status = 'QUEUED'), 0)
            where s.tenant_id = @tenant and exists (select from was where status = 'QUEUED')),
        told as (
            insert into runs.run_event (tenant_id, run_id, seq, type, payload)
            select tenant_id, id, last_seq, 'run:complete', '{"status":"CANCELLED"}'::jsonb from stopped)
        select (select count(*) from was), (select count(*) from stopped), (select count(*) from asked)
        """;

    private const string CancelSuiteSql = """
        update runs.suite_run set cancel_requested_at = coalesce(cancel_requested_at, now()) where tenant_id = @tenant and id = @id
        """;

    /// <summary>Makes sure that the tenant has slots, and sets how many.</summary>
    public static async Task SetSlotsAsync(NpgsqlConnection connection, Guid tenantId, int maxParallel, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into runs.tenant_slot (tenant_id, max_parallel) values (@tenant, @max)
            on conflict (tenant_id) do update set max_parallel = excluded.max_parallel
            """,
            connection
        );
        command.Parameters.AddWithValue("tenant", tenantId);
        command.Parameters.AddWithValue("max", maxParallel);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Writes a run, its plan and its first event.</summary>
    public static async Task CreateAsync(NpgsqlConnection connection, Guid tenantId, NewRun run, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        AddRun(batch, tenantId, run);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Writes a suite run and all its runs.</summary>
    public static async Task CreateAsync(NpgsqlConnection connection, Guid tenantId, NewSuiteRun suite, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        var head = Add(batch, SuiteSql, tenantId, suite.Id);
        head.Parameters.AddWithValue("suite", suite.SuiteId);
        head.Parameters.AddWithValue("name", suite.SuiteName);
        head.Parameters.AddWithValue("environment", suite.EnvironmentName);
        head.Parameters.AddWithValue("mode", WireNames.Of(suite.Mode));
        head.Parameters.AddWithValue("details", NpgsqlDbType.Jsonb, suite.Details.ToJsonString(OrchestraJson.Options));
        head.Parameters.AddWithValue("by", suite.CreatedBy);
        foreach (var run in suite.Runs)
        {
            AddRun(batch, tenantId, run);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Cancels one run.</summary>
    public static async Task<CancelOutcome> CancelAsync(
        NpgsqlConnection connection,
        Guid tenantId,
        Guid runId,
        CancellationToken cancellationToken
    )
    {
        var (found, stopped, asked) = await CancelWhereAsync(connection, "id = @id", tenantId, runId, cancellationToken);
        return (found, stopped, asked) switch
        {
            (0, _, _) => CancelOutcome.NotFound,
            (_, > 0, _) => CancelOutcome.Cancelled,
            (_, _, > 0) => CancelOutcome.Requested,
            _ => CancelOutcome.AlreadyEnded,
        };
    }

    /// <summary>Cancels every run of a suite run.</summary>
    public static async Task<CancelOutcome> CancelSuiteAsync(
        NpgsqlConnection connection,
        Guid tenantId,
        Guid suiteRunId,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(CancelSuiteSql, connection);
        command.Parameters.AddWithValue("tenant", tenantId);
        command.Parameters.AddWithValue("id", suiteRunId);
        if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            return CancelOutcome.NotFound;
        }

        var (_, stopped, asked) = await CancelWhereAsync(connection, "suite_run_id = @id", tenantId, suiteRunId, cancellationToken);
        return (stopped, asked) switch
        {
            (_, > 0) => CancelOutcome.Requested,
            (> 0, _) => CancelOutcome.Cancelled,
            _ => CancelOutcome.AlreadyEnded,
        };
    }

    private static async Task<(long Found, long Stopped, long Asked)> CancelWhereAsync(
        NpgsqlConnection connection,
        string which,
        Guid tenantId,
        Guid id,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(CancelSql.Replace("{which}", which, StringComparison.Ordinal), connection);
        command.Parameters.AddWithValue("tenant", tenantId);
        command.Parameters.AddWithValue("id", id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }

    private static void AddRun(NpgsqlBatch batch, Guid tenantId, NewRun run)
    {
        var row = Add(batch, RunSql, tenantId, run.Id);
        row.Parameters.AddWithValue("suite", NpgsqlDbType.Uuid, (object?)run.SuiteRunId ?? DBNull.Value);
        row.Parameters.AddWithValue("suite_index", NpgsqlDbType.Integer, (object?)run.SuiteIndex ?? DBNull.Value);
        row.Parameters.AddWithValue("scenario", run.ScenarioId);
        row.Parameters.AddWithValue("version", run.ScenarioVersion);
        row.Parameters.AddWithValue("mode", WireNames.Of(run.Mode));
        row.Parameters.AddWithValue("start", run.StartStepIndex);
        row.Parameters.AddWithValue("priority", run.Priority);
        row.Parameters.AddWithValue("correlation", run.CorrelationId);
        row.Parameters.AddWithValue("by", run.CreatedBy);
        row.Parameters.AddWithValue("trigger", run.TriggeredBy);
        var plan = Add(batch, PlanSql, tenantId, run.Id);
        plan.Parameters.AddWithValue("schema", RunPlan.CurrentSchemaVersion);
        plan.Parameters.AddWithValue("plan", NpgsqlDbType.Jsonb, PlanJson.Write(run.Plan));
        Add(batch, EventSql, tenantId, run.Id);
    }

    private static NpgsqlBatchCommand Add(NpgsqlBatch batch, string sql, Guid tenantId, Guid id)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddWithValue("tenant", tenantId);
        command.Parameters.AddWithValue("id", id);
        batch.BatchCommands.Add(command);
        return command;
    }
}
