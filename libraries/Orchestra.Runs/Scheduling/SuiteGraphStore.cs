using Npgsql;

namespace Orchestra.Runs.Scheduling;

/// <summary>
/// Moves the runs of suite runs along their dependencies, and ends those of suite runs that stop. It looks at tables alone, so whoever
/// comes next goes on where a scheduler died; several at once pass over each other's rows.
/// </summary>
public sealed class SuiteGraphStore(NpgsqlDataSource worker)
{
    // Ends do not change, so what is met once stays met, and what cannot be met stays so. A run that retention took was given as met.
    private const string ReleaseSql = """
        with judged as (
            select r.tenant_id, r.id,
                coalesce(bool_and(t.id is null or t.status = any(d.on_status)), true) as met,
                min(d.depends_on::text) filter (where t.finished_at is not null and t.status <> all(d.on_status))::uuid as against
            from runs.test_run r
            left join runs.run_dependency d on d.tenant_id = r.tenant_id and d.run_id = r.id
            left join runs.test_run t on t.tenant_id = d.tenant_id and t.id = d.depends_on
            where r.status = 'PENDING' and r.blocked group by r.tenant_id, r.id),
        picked as (
            select r.tenant_id, r.id, j.met, j.against from judged j join runs.test_run r on r.tenant_id = j.tenant_id and r.id = j.id
            where (j.met or j.against is not null) and r.status = 'PENDING' and r.blocked
            order by r.id limit 500 for update of r skip locked),
        moved as (
            update runs.test_run r
            set blocked = false,
                status = case when p.met then r.status else 'SKIPPED' end,
                finished_at = case when p.met then r.finished_at else now() end,
                last_seq = case when p.met then r.last_seq else r.last_seq + 1 end,
                reason = case when p.met then r.reason else (
                    select format('it depends on "%s", which had to end %s and is %s', l.plan ->> 'scenarioName',
                        array_to_string(d.on_status, ' or '), t.status)
                    from runs.run_dependency d join runs.test_run t on t.tenant_id = d.tenant_id and t.id = d.depends_on
                    left join runs.run_plan l on l.tenant_id = t.tenant_id and l.run_id = t.id
                    where d.tenant_id = p.tenant_id and d.run_id = p.id and d.depends_on = p.against) end
            from picked p where r.tenant_id = p.tenant_id and r.id = p.id
            returning r.tenant_id, r.id, r.last_seq, r.status, r.reason),
        told as (
            insert into runs.run_event (tenant_id, run_id, seq, type, payload)
            select tenant_id, id, last_seq, 'run:complete', jsonb_build_object('status', status, 'reason', reason)
            from moved where status = 'SKIPPED')
        select count(*) from moved
        """;

    // What has begun ends by itself where the suite run stops at a failure; where a barrier ended it, it is cancelled. The run of that
    // barrier goes on to its own end. A run that waits in the queue gives its slot back. A run that somebody is writing is left to the
    // next look: waiting for it, while others are held, two could wait for each other.
    private const string StopSql = $"""
        with stopping as (
            select s.tenant_id, s.id, s.aborted_by,
                case when s.aborted_by is null then 'a run of the suite run did not pass, and stopOnFailure is set'
                    else 'a barrier of another run ended the suite run' end as reason
            from runs.suite_run s where s.status in ('PENDING','IN_PROGRESS') and {SuiteStop.Sql}),
        was as (
            select r.tenant_id, r.id, r.status, r.started_at is null as is_new, t.reason
            from stopping t join runs.test_run r on r.tenant_id = t.tenant_id and r.suite_run_id = t.id
            where r.status in ('PENDING','QUEUED') and (r.started_at is null or r.id <> t.aborted_by)
            order by r.id for update of r skip locked),
        moved as (
            update runs.test_run r
            set status = case when w.is_new then 'SKIPPED' else 'CANCELLED' end, blocked = false, reason = w.reason, finished_at = now(),
                last_seq = r.last_seq + 1
            from was w where r.tenant_id = w.tenant_id and r.id = w.id
            returning r.tenant_id, r.id, r.last_seq, r.status, r.reason),
        running as (
            select r.tenant_id, r.id, t.reason
            from stopping t join runs.test_run r on r.tenant_id = t.tenant_id and r.suite_run_id = t.id
            where r.status = 'IN_PROGRESS' and r.id <> t.aborted_by and r.cancel_requested_at is null
            order by r.id for no key update of r skip locked),
        asked as (
            update runs.test_run r set cancel_requested_at = now(), reason = w.reason
            from running w where r.tenant_id = w.tenant_id and r.id = w.id
            returning r.id),
        slots as (
            select s.tenant_id, q.runs from runs.tenant_slot s
            join (select tenant_id, count(*) as runs from was where status = 'QUEUED' group by tenant_id) q on q.tenant_id = s.tenant_id
            order by s.tenant_id for no key update of s),
        freed as (
            update runs.tenant_slot s set active = greatest(s.active - q.runs, 0) from slots q where q.tenant_id = s.tenant_id),
        told as (
            insert into runs.run_event (tenant_id, run_id, seq, type, payload)
            select tenant_id, id, last_seq, 'run:complete', jsonb_build_object('status', status, 'reason', reason) from moved)
        select (select count(*) from moved), (select count(*) from asked)
        """;

    /// <summary>Lets runs go whose dependencies have ended as they must, and skips those for which that cannot come any more.</summary>
    /// <returns>Runs moved; those that depend on a skipped one are next.</returns>
    public async Task<long> ReleaseAsync(CancellationToken cancellationToken)
    {
        await using var command = worker.CreateCommand(ReleaseSql);
        return (long)(await command.ExecuteScalarAsync(cancellationToken) ?? 0L);
    }

    /// <summary>Ends what waits in suite runs that stop.</summary>
    /// <returns>Runs that ended, and runs whose executors are to stop them.</returns>
    public async Task<(long Ended, long Asked)> StopAsync(CancellationToken cancellationToken)
    {
        await using var command = worker.CreateCommand(StopSql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
