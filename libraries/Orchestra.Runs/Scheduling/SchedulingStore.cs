using Npgsql;

namespace Orchestra.Runs.Scheduling;

/// <summary>Moves runs that nobody owns: into the queue, back from dead executors, and suite runs along with their runs.</summary>
public sealed class SchedulingStore(NpgsqlDataSource worker)
{
    // The slot's row is locked first, so several schedulers never hand out the same slot twice.
    private const string PromoteSql = """
        with tenants as (
            select s.tenant_id, least(s.max_parallel - s.active, 500) as free from runs.tenant_slot s
            where s.active < s.max_parallel
                and exists (select from runs.test_run r where r.tenant_id = s.tenant_id and r.status = 'PENDING' and not r.blocked)
            order by s.last_served limit 64
            for update of s skip locked),
        picked as (
            select r.tenant_id, r.id from tenants t cross join lateral (
                select p.tenant_id, p.id from runs.test_run p
                where p.tenant_id = t.tenant_id and p.status = 'PENDING' and not p.blocked
                order by p.turn_at, p.id limit t.free
                for update skip locked) r),
        queued as (
            update runs.test_run r set status = 'QUEUED', last_seq = r.last_seq + 1 from picked p
            where r.tenant_id = p.tenant_id and r.id = p.id
            returning r.tenant_id, r.id, r.last_seq),
        served as (
            update runs.tenant_slot s set active = s.active + q.runs, last_served = now()
            from (select tenant_id, count(*) as runs from queued group by tenant_id) q where q.tenant_id = s.tenant_id),
        told as (
            insert into runs.run_event (tenant_id, run_id, seq, type, payload)
            select tenant_id, id, last_seq, 'run:status', '{"status":"QUEUED"}'::jsonb from queued)
        select count(*) from queued
        """;

    // A lapsed lease ends the attempt, not the run; after the last attempt the run is stuck and its slot is free.
    // Slots are locked in the order of their tenants, as the journal does for its groups.
    private const string ReapSql = """
        with lapsed as (
            select tenant_id, id from runs.test_run where status = 'IN_PROGRESS' and lock_until < now()
            order by id limit 500
            for update skip locked),
        moved as (
            update runs.test_run r
            set status = case when r.cancel_requested_at is not null then 'CANCELLED'
                              when r.attempt >= @max_attempts then 'FAILED_STUCK' else 'QUEUED' end,
                attempt = case when r.cancel_requested_at is null and r.attempt < @max_attempts then r.attempt + 1 else r.attempt end,
                finished_at = case when r.cancel_requested_at is not null or r.attempt >= @max_attempts then now() end,
                locked_by = null, lock_until = null, last_seq = r.last_seq + 1
            from lapsed l where r.tenant_id = l.tenant_id and r.id = l.id
            returning r.tenant_id, r.id, r.last_seq, r.status, r.attempt),
        slots as (
            select s.tenant_id, m.runs from runs.tenant_slot s
            join (select tenant_id, count(*) as runs from moved where status <> 'QUEUED' group by tenant_id) m on m.tenant_id = s.tenant_id
            order by s.tenant_id for no key update of s),
        freed as (
            update runs.tenant_slot s set active = greatest(s.active - m.runs, 0) from slots m where m.tenant_id = s.tenant_id),
        told as (
            insert into runs.run_event (tenant_id, run_id, seq, type, payload)
            select tenant_id, id, last_seq, case when status = 'QUEUED' then 'run:status' else 'run:complete' end,
                jsonb_build_object('status', status, 'attempt', attempt, 'reason', 'lease lapsed') from moved)
        select count(*) from moved
        """;

    // A slot's number can only drift by a fault of ours; the recount mends it.
    private const string RecountSql = """
        with counted as (
            select s.tenant_id, (select count(*) from runs.test_run r
                where r.tenant_id = s.tenant_id and r.status in ('QUEUED','IN_PROGRESS')) as active
            from runs.tenant_slot s for update of s skip locked)
        update runs.tenant_slot s set active = c.active from counted c where c.tenant_id = s.tenant_id and c.active <> s.active
        """;

    // Whoever holds a suite run numbers its events; a run that somebody is writing is told with the next look.
    private const string TellSql = """
        with suites as (
            select s.tenant_id, s.id, s.last_seq from runs.suite_run s
            where s.status in ('PENDING','IN_PROGRESS') and exists (
                select from runs.test_run r where r.tenant_id = s.tenant_id and r.suite_run_id = s.id and r.status <> r.told_status)
            order by s.id for no key update skip locked),
        news as (
            select r.tenant_id, r.suite_run_id, r.id, r.scenario_id, r.suite_index, r.status, r.reason
            from suites s join runs.test_run r on r.tenant_id = s.tenant_id and r.suite_run_id = s.id
            where r.status <> r.told_status for no key update of r skip locked),
        numbered as (
            select n.*, s.last_seq + row_number() over (partition by s.tenant_id, s.id order by n.suite_index, n.id) as seq
            from news n join suites s on s.tenant_id = n.tenant_id and s.id = n.suite_run_id),
        marked as (
            update runs.test_run r set told_status = n.status from numbered n where r.tenant_id = n.tenant_id and r.id = n.id),
        counted as (
            update runs.suite_run s set last_seq = n.seq
            from (select tenant_id, suite_run_id, max(seq) as seq from numbered group by tenant_id, suite_run_id) n
            where s.tenant_id = n.tenant_id and s.id = n.suite_run_id)
        insert into runs.suite_run_event (tenant_id, suite_run_id, seq, type, payload)
        select tenant_id, suite_run_id, seq, 'suite:run', jsonb_strip_nulls(jsonb_build_object('runId', id, 'scenarioId', scenario_id,
            'status', status, 'reason', case when status in ('SKIPPED','CANCELLED') then reason end))
        from numbered
        """;

    // It ends after the ends of all its runs were told. FAILED wins, then BROKEN, then CANCELLED; SKIPPED alone does not fail (RunVerdict.OfSuite says the same).
    private const string SuitesSql = """
        with state as (
            select s.tenant_id, s.id, s.status as was,
                bool_and(r.finished_at is not null and r.status = r.told_status) as done, bool_or(r.started_at is not null) as begun, min(r.started_at) as started_at,
                bool_or(r.status = 'FAILED') as failed, bool_or(r.status in ('BROKEN','FAILED_STUCK')) as broken,
                bool_or(r.status = 'CANCELLED') as cancelled
            from runs.suite_run s join runs.test_run r on r.tenant_id = s.tenant_id and r.suite_run_id = s.id
            where s.status in ('PENDING','IN_PROGRESS') group by s.tenant_id, s.id),
        verdict as (
            select *, case when not done then case when begun then 'IN_PROGRESS' else was end
                when failed then 'FAILED' when broken then 'BROKEN' when cancelled then 'CANCELLED' else 'PASSED' end as now_is from state),
        moved as (
            update runs.suite_run s
            set status = v.now_is, started_at = coalesce(s.started_at, v.started_at),
                finished_at = case when v.done then now() end, last_seq = s.last_seq + 1
            from verdict v where s.tenant_id = v.tenant_id and s.id = v.id and s.status = v.was and v.now_is <> v.was
            returning s.tenant_id, s.id, s.last_seq, s.status, s.finished_at)
        insert into runs.suite_run_event (tenant_id, suite_run_id, seq, type, payload)
        select tenant_id, id, last_seq, case when finished_at is null then 'suite:status' else 'suite:complete' end,
            jsonb_build_object('status', status) from moved
        """;

    private const string ForgetSql = "delete from runs.idempotency where expires_at < now()";

    /// <summary>Moves PENDING runs to QUEUED as far as their tenants' slots allow.</summary>
    /// <returns>Runs moved: executors should be woken.</returns>
    public Task<long> PromoteAsync(CancellationToken cancellationToken) => CountAsync(PromoteSql, null, cancellationToken);

    /// <summary>Takes runs from executors whose lease lapsed.</summary>
    /// <returns>Runs moved.</returns>
    public Task<long> ReapAsync(int maxAttempts, CancellationToken cancellationToken) =>
        CountAsync(ReapSql, maxAttempts, cancellationToken);

    /// <summary>Corrects slots that do not match their runs.</summary>
    /// <returns>Slots corrected.</returns>
    public Task<int> RecountAsync(CancellationToken cancellationToken) => ExecuteAsync(RecountSql, cancellationToken);

    /// <summary>Tells how the runs of suite runs went on, and starts and ends suite runs with them.</summary>
    /// <returns>Events told.</returns>
    public async Task<int> AdvanceSuitesAsync(CancellationToken cancellationToken) =>
        await ExecuteAsync(TellSql, cancellationToken) + await ExecuteAsync(SuitesSql, cancellationToken);

    /// <summary>Forgets answers kept for Idempotency-Key headers that have expired.</summary>
    public Task<int> ForgetAnswersAsync(CancellationToken cancellationToken) => ExecuteAsync(ForgetSql, cancellationToken);

    private async Task<long> CountAsync(string sql, int? maxAttempts, CancellationToken cancellationToken)
    {
        await using var command = worker.CreateCommand(sql);
        if (maxAttempts is { } max)
        {
            command.Parameters.AddWithValue("max_attempts", max);
        }

        return (long)(await command.ExecuteScalarAsync(cancellationToken) ?? 0L);
    }

    private async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = worker.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
