using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Intake;
using Orchestra.Runs.States;

namespace Orchestra.Runs.Reading;

/// <summary>Reads one tenant's suite runs for requests and streams.</summary>
public sealed class SuiteRunReader(NpgsqlDataSource app)
{
    private const string Columns = """
        id, suite_id, suite_name, environment_name, status, mode, details, last_seq, created_at, started_at, finished_at, created_by,
        stop_on_failure, rerun_of
        """;

    private const string OneSql = $"select {Columns} from runs.suite_run where tenant_id = @tenant and id = @id";

    private const string ListSql = $"""
        select {Columns} from runs.suite_run
        where tenant_id = @tenant and (@suite is null or suite_id = @suite) and (@before is null or id < @before)
        order by id desc limit @limit
        """;

    private const string EventsSql = """
        select seq, type, payload, at from runs.suite_run_event
        where tenant_id = @tenant and suite_run_id = @id and seq > @after order by seq limit 500
        """;

    private const string DependenciesSql = """
        select run_id, depends_on, on_status from runs.run_dependency where tenant_id = @tenant and suite_run_id = @id
        order by run_id, depends_on
        """;

    private const string UnderWaySql = """
        select exists (select from runs.suite_run
                where tenant_id = @tenant and suite_id = @suite and status in ('PENDING','IN_PROGRESS'))
            or exists (select from runs.test_run
                where tenant_id = @tenant and scenario_id = any(@scenarios) and status in ('PENDING','QUEUED','IN_PROGRESS'))
        """;

    /// <summary>Whether a suite run of a suite, or a run of one of its scenarios, has not ended.</summary>
    public async Task<bool> IsUnderWayAsync(Guid tenantId, Guid suiteId, Guid[] scenarioIds, CancellationToken cancellationToken)
    {
        await using var query = new TenantQuery(app, tenantId, UnderWaySql);
        query.Parameters.AddWithValue("suite", suiteId);
        query.Parameters.AddWithValue("scenarios", scenarioIds);
        await using var reader = await query.ReadAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && reader.GetBoolean(0);
    }

    /// <summary>One suite run; null when this tenant has none of that id.</summary>
    public async Task<SuiteRunRow?> FindAsync(Guid tenantId, Guid suiteRunId, CancellationToken cancellationToken)
    {
        await using var query = new TenantQuery(app, tenantId, OneSql);
        query.Parameters.AddWithValue("id", suiteRunId);
        return (await RowsAsync(query, cancellationToken)).SingleOrDefault();
    }

    /// <summary>Suite runs, newest first.</summary>
    public async Task<IReadOnlyList<SuiteRunRow>> ListAsync(
        Guid tenantId,
        Guid? suiteId,
        Guid? before,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var query = new TenantQuery(app, tenantId, ListSql);
        query.Parameters.AddWithValue("suite", NpgsqlDbType.Uuid, (object?)suiteId ?? DBNull.Value);
        query.Parameters.AddWithValue("before", NpgsqlDbType.Uuid, (object?)before ?? DBNull.Value);
        query.Parameters.AddWithValue("limit", limit);
        return await RowsAsync(query, cancellationToken);
    }

    /// <summary>Which runs of a suite run wait, or waited, for which.</summary>
    public async Task<IReadOnlyList<RunDependency>> DependenciesAsync(Guid tenantId, Guid suiteRunId, CancellationToken cancellationToken)
    {
        await using var query = new TenantQuery(app, tenantId, DependenciesSql);
        query.Parameters.AddWithValue("id", suiteRunId);
        await using var reader = await query.ReadAsync(cancellationToken);
        var dependencies = new List<RunDependency>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var statuses = reader.GetFieldValue<string[]>(2).Select(WireNames.Parse<RunStatus>);
            dependencies.Add(new RunDependency(reader.GetGuid(0), reader.GetGuid(1), [.. statuses]));
        }

        return dependencies;
    }

    /// <summary>Up to 500 events of a suite run after <paramref name="after"/>.</summary>
    public Task<IReadOnlyList<LedgerEvent>> EventsAsync(Guid tenantId, Guid suiteRunId, long after, CancellationToken cancellationToken) =>
        EventRows.ReadAsync(app, tenantId, EventsSql, suiteRunId, after, cancellationToken);

    private static async Task<IReadOnlyList<SuiteRunRow>> RowsAsync(TenantQuery query, CancellationToken cancellationToken)
    {
        await using var reader = await query.ReadAsync(cancellationToken);
        var rows = new List<SuiteRunRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(
                new SuiteRunRow(
                    reader.GetGuid(0),
                    reader.GetGuid(1),
                    reader.GetString(2),
                    reader.GetString(3),
                    WireNames.Parse<SuiteRunStatus>(reader.GetString(4)),
                    WireNames.Parse<RunMode>(reader.GetString(5)),
                    JsonNode.Parse(reader.GetFieldValue<string>(6))?.AsObject() ?? [],
                    reader.GetInt64(7),
                    reader.GetFieldValue<DateTimeOffset>(8),
                    reader.GetFieldValue<DateTimeOffset?>(9),
                    reader.GetFieldValue<DateTimeOffset?>(10),
                    reader.GetString(11),
                    reader.GetBoolean(12),
                    reader.GetFieldValue<Guid?>(13)
                )
            );
        }

        return rows;
    }
}
