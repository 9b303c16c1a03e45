using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Journal;
using Orchestra.Runs.States;

namespace Orchestra.Runs.Reading;

/// <summary>Reads one tenant's runs for requests and streams.</summary>
public sealed class RunReader(NpgsqlDataSource app)
{
    private const string Columns = """
        id, suite_run_id, scenario_id, scenario_version, mode, start_step_index, status, priority, correlation_id, attempt, last_seq,
        cancel_requested_at is not null, created_at, started_at, finished_at, created_by, triggered_by,
        reason
        """;

    private const string OneSql = $"select {Columns} from runs.test_run where tenant_id = @tenant and id = @run";

    private const string ListSql = $"""
        select {Columns} from runs.test_run
        where tenant_id = @tenant and (@status is null or status = @status) and (@scenario is null or scenario_id = @scenario)
            and (@suite is null or suite_run_id = @suite) and (@before is null or id < @before)
        order by id desc limit @limit
        """;

    private const string OfSuiteSql = $"""
        select {Columns} from runs.test_run where tenant_id = @tenant and suite_run_id = @suite order by suite_index, id
        """;

    private const string PlanSql = "select plan from runs.run_plan where tenant_id = @tenant and run_id = @run";

    // A run knows its environment by its plan alone.
    private const string UnderWayInSql = """
        select exists (select from runs.test_run r join runs.run_plan p on p.tenant_id = r.tenant_id and p.run_id = r.id
            where r.tenant_id = @tenant and r.status in ('PENDING','QUEUED','IN_PROGRESS')
                and p.plan #>> '{environment,name}' = @environment)
        """;

    private const string StepsSql = """
        select step_index, attempt, sends, status, started_at, duration_ms, payload from runs.step_result
        where tenant_id = @tenant and run_id = @run order by step_index, attempt
        """;

    private const string StepSql = """
        select step_index, attempt, sends, status, started_at, duration_ms, payload from runs.step_result
        where tenant_id = @tenant and run_id = @run and step_index = @step order by attempt
        """;

    // The order is that of the scheduler (SchedulingStore, PromoteSql), and of claims among the tenant's own runs.
    private const string WaitSql = """
        select r.status, r.attempt, coalesce(s.max_parallel, 0), coalesce(s.active, 0),
            (select count(*)::int from runs.test_run p
                where p.tenant_id = r.tenant_id and p.status = r.status and r.status in ('PENDING','QUEUED') and not p.blocked
                    and (p.turn_at, p.id) < (r.turn_at, r.id)),
            r.heartbeat_at, r.cancel_requested_at is not null, r.blocked, r.reason,
            case when r.status = 'PENDING' and r.blocked then (
                select string_agg(format('"%s", which must end %s and is %s', l.plan ->> 'scenarioName',
                    array_to_string(d.on_status, ' or '), t.status), '; ' order by t.suite_index)
                from (select * from runs.run_dependency d where d.tenant_id = r.tenant_id and d.run_id = r.id) d
                join runs.test_run t on t.tenant_id = d.tenant_id and t.id = d.depends_on and t.status <> all(d.on_status)
                left join runs.run_plan l on l.tenant_id = t.tenant_id and l.run_id = t.id) end
        from runs.test_run r left join runs.tenant_slot s on s.tenant_id = r.tenant_id
        where r.tenant_id = @tenant and r.id = @run
        """;

    private const string EventsSql = """
        select seq, type, payload, at from runs.run_event
        where tenant_id = @tenant and run_id = @id and seq > @after order by seq limit 500
        """;

    /// <summary>One run; null when this tenant has none of that id.</summary>
    public async Task<RunRow?> FindAsync(Guid tenantId, Guid runId, CancellationToken cancellationToken)
    {
        await using var query = new TenantQuery(app, tenantId, OneSql);
        query.Parameters.AddWithValue("run", runId);
        return (await RowsAsync(query, cancellationToken)).SingleOrDefault();
    }

    /// <summary>What a run waits for; null when this tenant has none of that id.</summary>
    public async Task<RunWait?> WaitAsync(Guid tenantId, Guid runId, CancellationToken cancellationToken)
    {
        await using var query = new TenantQuery(app, tenantId, WaitSql);
        query.Parameters.AddWithValue("run", runId);
        await using var reader = await query.ReadAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new RunWait(
                WireNames.Parse<RunStatus>(reader.GetString(0)),
                reader.GetInt32(1),
                reader.GetInt32(2),
                reader.GetInt32(3),
                reader.GetInt32(4),
                await reader.IsDBNullAsync(5, cancellationToken) ? null : reader.GetFieldValue<DateTimeOffset>(5),
                reader.GetBoolean(6),
                reader.GetBoolean(7),
                await reader.IsDBNullAsync(8, cancellationToken) ? null : reader.GetString(8),
                await reader.IsDBNullAsync(9, cancellationToken) ? null : reader.GetString(9)
            )
            : null;
    }

    /// <summary>Whether a run that was planned for an environment has not ended.</summary>
    public async Task<bool> IsUnderWayInAsync(Guid tenantId, string environment, CancellationToken cancellationToken)
    {
        await using var query = new TenantQuery(app, tenantId, UnderWayInSql);
        query.Parameters.AddWithValue("environment", environment);
        await using var reader = await query.ReadAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && reader.GetBoolean(0);
    }

    /// <summary>Runs, newest first.</summary>
    public async Task<IReadOnlyList<RunRow>> ListAsync(Guid tenantId, RunFilter filter, CancellationToken cancellationToken)
    {
        await using var query = new TenantQuery(app, tenantId, ListSql);
        query.Parameters.AddWithValue(
            "status",
            NpgsqlDbType.Text,
            filter.Status is { } status ? WireNames.Of(status) : (object)DBNull.Value
        );
        query.Parameters.AddWithValue("scenario", NpgsqlDbType.Uuid, (object?)filter.ScenarioId ?? DBNull.Value);
        query.Parameters.AddWithValue("suite", NpgsqlDbType.Uuid, (object?)filter.SuiteRunId ?? DBNull.Value);
        query.Parameters.AddWithValue("before", NpgsqlDbType.Uuid, (object?)filter.Before ?? DBNull.Value);
        query.Parameters.AddWithValue("limit", filter.Limit);
        return await RowsAsync(query, cancellationToken);
    }

    /// <summary>Runs of a suite run, in the suite's order.</summary>
    public async Task<IReadOnlyList<RunRow>> ListOfSuiteAsync(Guid tenantId, Guid suiteRunId, CancellationToken cancellationToken)
    {
        await using var query = new TenantQuery(app, tenantId, OfSuiteSql);
        query.Parameters.AddWithValue("suite", suiteRunId);
        return await RowsAsync(query, cancellationToken);
    }

    /// <summary>The plan of a run; null when this tenant has no such run.</summary>
    public async Task<RunPlan?> PlanAsync(Guid tenantId, Guid runId, CancellationToken cancellationToken)
    {
        await using var query = new TenantQuery(app, tenantId, PlanSql);
        query.Parameters.AddWithValue("run", runId);
        await using var reader = await query.ReadAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? PlanJson.Read(reader.GetFieldValue<string>(0)) : null;
    }

    /// <summary>Every attempt of every step so far.</summary>
    public async Task<IReadOnlyList<StepEntry>> StepsAsync(Guid tenantId, Guid runId, CancellationToken cancellationToken)
    {
        await using var query = new TenantQuery(app, tenantId, StepsSql);
        query.Parameters.AddWithValue("run", runId);
        await using var reader = await query.ReadAsync(cancellationToken);
        return await StepRows.ReadAsync(reader, cancellationToken);
    }

    /// <summary>Every attempt of one step so far.</summary>
    public async Task<IReadOnlyList<StepEntry>> StepAsync(Guid tenantId, Guid runId, int index, CancellationToken cancellationToken)
    {
        await using var query = new TenantQuery(app, tenantId, StepSql);
        query.Parameters.AddWithValue("run", runId);
        query.Parameters.AddWithValue("step", index);
        await using var reader = await query.ReadAsync(cancellationToken);
        return await StepRows.ReadAsync(reader, cancellationToken);
    }

    /// <summary>As <see cref="StepsAsync"/>, one by one: only the row at hand is in memory.</summary>
    public async IAsyncEnumerable<StepEntry> EachStepAsync(
        Guid tenantId,
        Guid runId,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var query = new TenantQuery(app, tenantId, StepsSql);
        query.Parameters.AddWithValue("run", runId);
        await using var reader = await query.ReadAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return await StepRows.ReadOneAsync(reader, 0, cancellationToken);
        }
    }

    /// <summary>Up to 500 events of a run after <paramref name="after"/>.</summary>
    public Task<IReadOnlyList<LedgerEvent>> EventsAsync(Guid tenantId, Guid runId, long after, CancellationToken cancellationToken) =>
        EventRows.ReadAsync(app, tenantId, EventsSql, runId, after, cancellationToken);

    private static async Task<IReadOnlyList<RunRow>> RowsAsync(TenantQuery query, CancellationToken cancellationToken)
    {
        await using var reader = await query.ReadAsync(cancellationToken);
        var rows = new List<RunRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(
                new RunRow(
                    reader.GetGuid(0),
                    reader.GetFieldValue<Guid?>(1),
                    reader.GetGuid(2),
                    reader.GetInt32(3),
                    WireNames.Parse<RunMode>(reader.GetString(4)),
                    reader.GetInt32(5),
                    WireNames.Parse<RunStatus>(reader.GetString(6)),
                    reader.GetInt32(7),
                    reader.GetString(8),
                    reader.GetInt32(9),
                    reader.GetInt64(10),
                    reader.GetBoolean(11),
                    reader.GetFieldValue<DateTimeOffset>(12),
                    reader.GetFieldValue<DateTimeOffset?>(13),
                    reader.GetFieldValue<DateTimeOffset?>(14),
                    reader.GetString(15),
                    reader.GetString(16),
                    await reader.IsDBNullAsync(17, cancellationToken) ? null : reader.GetString(17)
                )
            );
        }

        return rows;
    }
}
