using Npgsql;

namespace Orchestra.Testing.Invariants;

/// <summary>
/// Judges the ledger by its tables alone, after whatever was done to it: I1–I3, I6–I8 of the product's invariants. Reads as the
/// worker, who sees every tenant, in one snapshot.
/// </summary>
public sealed class LedgerInvariants(NpgsqlDataSource worker)
{
    // Each selects a line of text for every row that breaks it.
    private static readonly (string Name, string Sql)[] Always =
    [
        (
            "I1: a run is finished exactly when its state is final, and only then its last event says so",
            """
            select format('run %s is %s, finished_at %s, %s run:complete events, the last event is %s',
                r.id, r.status, r.finished_at, e.completes, e.last_type)
            from runs.test_run r cross join lateral (
                select count(*) filter (where type = 'run:complete') as completes,
                    (array_agg(type order by seq desc))[1] as last_type,
                    (array_agg(payload ->> 'status' order by seq desc))[1] as last_status
                from runs.run_event where tenant_id = r.tenant_id and run_id = r.id) e
            where {r} and case when r.status in ('PENDING','QUEUED','IN_PROGRESS')
                then r.finished_at is not null or e.completes <> 0
                else r.finished_at is null or e.completes <> 1 or e.last_type <> 'run:complete' or e.last_status <> r.status end
            """
        ),
        (
            "I1: only a run under way has an owner",
            """
            select format('run %s is %s, locked by %s until %s', r.id, r.status, r.locked_by, r.lock_until) from runs.test_run r
            where {r} and (r.status = 'IN_PROGRESS' and (r.locked_by is null or r.lock_until is null)
                or r.status in ('PENDING','QUEUED','PASSED','FAILED','BROKEN','FAILED_STUCK') and r.locked_by is not null)
            """
        ),
        (
            "I2: attempts of a step are without gaps and all but the last have ended",
            """
            select format('run %s step %s has %s rows up to attempt %s', run_id, step_index, count(*), max(attempt))
            from runs.step_result s where {s} group by run_id, step_index
            having count(*) <> max(attempt) or min(attempt) <> 1
                or count(*) filter (where status = 'RUNNING') > 1
                or (array_agg(status order by attempt desc))[1] <> 'RUNNING' and count(*) filter (where status = 'RUNNING') > 0
            """
        ),
        (
            "I2: an ended attempt has exactly one result event, a running one none, and each send its start event",
            """
            select format('run %s step %s attempt %s is %s after %s sends: %s starts and %s results told',
                s.run_id, s.step_index, s.attempt, s.status, s.sends, e.starts, e.results)
            from runs.step_result s cross join lateral (
                select count(*) filter (where type = 'step:start') as starts, count(*) filter (where type = 'step:result') as results
                from runs.run_event where tenant_id = s.tenant_id and run_id = s.run_id
                    and (payload ->> 'stepIndex')::int = s.step_index and (payload ->> 'attempt')::int = s.attempt) e
            where {s} and (e.results <> case when s.status = 'RUNNING' then 0 else 1 end or e.starts <> s.sends)
            """
        ),
        (
            "I3: epochs of a run never fall, and none is above its lease's",
            """
            select format('run %s step %s attempt %s has epoch %s after %s, the run has %s',
                s.run_id, s.step_index, s.attempt, s.lease_epoch, s.before, r.lease_epoch)
            from (select *, lag(lease_epoch) over (partition by tenant_id, run_id order by step_index, attempt) as before
                from runs.step_result s where {s}) s
            join runs.test_run r on r.tenant_id = s.tenant_id and r.id = s.run_id
            where s.lease_epoch < s.before or s.lease_epoch > r.lease_epoch
            """
        ),
        (
            "I6: a run's events are 1 to last_seq",
            """
            select format('run %s: last_seq %s, %s events from %s to %s', r.id, r.last_seq, count(e.seq), min(e.seq), max(e.seq))
            from runs.test_run r left join runs.run_event e on e.tenant_id = r.tenant_id and e.run_id = r.id
            where {r} group by r.tenant_id, r.id, r.last_seq
            having count(e.seq) <> r.last_seq or min(e.seq) <> 1 or max(e.seq) <> r.last_seq
            """
        ),
        (
            "I6: a suite run's events are 1 to last_seq",
            """
            select format('suite run %s: last_seq %s, %s events up to %s', r.id, r.last_seq, count(e.seq), max(e.seq))
            from runs.suite_run r left join runs.suite_run_event e on e.tenant_id = r.tenant_id and e.suite_run_id = r.id
            where {r} group by r.tenant_id, r.id, r.last_seq
            having count(e.seq) <> r.last_seq or coalesce(max(e.seq), 0) <> r.last_seq
            """
        ),
        (
            "I7: a judged run's verdict follows from the last attempts of its steps",
            """
            select format('run %s is %s, its steps say %s', r.id, r.status, v.verdict)
            from runs.test_run r cross join lateral (
                select case when bool_or(l.status = 'FAILED') then 'FAILED'
                    when bool_or(l.status in ('BROKEN','UNKNOWN','RUNNING')) then 'BROKEN' else 'PASSED' end as verdict
                from (select distinct on (step_index) status from runs.step_result
                    where tenant_id = r.tenant_id and run_id = r.id order by step_index, attempt desc) l) v
            where {r} and r.status in ('PASSED','FAILED','BROKEN') and r.status <> v.verdict
            """
        ),
        (
            "I8: a tenant's slots in use are its runs that are queued or under way",
            """
            select format('tenant %s: %s slots in use, %s runs', r.tenant_id, r.active, c.runs)
            from runs.tenant_slot r cross join lateral (
                select count(*) as runs from runs.test_run t
                where t.tenant_id = r.tenant_id and t.status in ('QUEUED','IN_PROGRESS')) c
            where {r} and r.active <> c.runs
            """
        ),
    ];

    private static readonly (string Name, string Sql)[] WhenIdle =
    [
        (
            "I1: every accepted run reached a final state",
            """
            select format('run %s is %s', r.id, r.status) from runs.test_run r
            where {r} and r.status in ('PENDING','QUEUED','IN_PROGRESS')
            """
        ),
        (
            "I8: no slot is in use when all is idle",
            "select format('tenant %s: %s slots in use', r.tenant_id, r.active) from runs.tenant_slot r where {r} and r.active <> 0"
        ),
    ];

    /// <summary>What is broken, in words; empty when all holds.</summary>
    /// <param name="idle">Whether nothing is to be under way any more.</param>
    /// <param name="tenantId">Only this tenant's rows.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public async Task<IReadOnlyList<string>> BrokenAsync(bool idle, Guid? tenantId = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await worker.OpenConnectionAsync(cancellationToken);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var broken = new List<string>();
        foreach (var (name, sql) in idle ? [.. Always, .. WhenIdle] : Always)
        {
            await using var command = new NpgsqlCommand(Narrowed(sql, tenantId), connection);
            if (tenantId is { } tenant)
            {
                command.Parameters.AddWithValue("tenant", tenant);
            }

            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                broken.Add($"{name}: {reader.GetString(0)}");
            }
        }

        return broken;
    }

    private static string Narrowed(string sql, Guid? tenantId) =>
        sql.Replace("{r}", tenantId is null ? "true" : "r.tenant_id = @tenant", StringComparison.Ordinal)
            .Replace("{s}", tenantId is null ? "true" : "s.tenant_id = @tenant", StringComparison.Ordinal);
}
