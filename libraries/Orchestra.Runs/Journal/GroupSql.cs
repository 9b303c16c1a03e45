namespace Orchestra.Runs.Journal;

/// <summary>Many writes in one statement, and what looks for a write whose answer was lost.</summary>
internal static class GroupSql
{
    // The rows of the runs are locked first, in the order of their ids as everywhere, and only for what that returns is anything
    // written; then the slots, in the order of their tenants, one update for each. The steps are written as StartSql and CompleteSql
    // of JournalStore write them. Kinds: 0 start, 1 complete, 2 finish.
    public const string Text = """
        with lease as (
            select tenant_id, id, cancel_requested_at is not null as cancelled, w.*
            from unnest(@kinds, @tenants, @runs, @epochs, @steps, @attempts, @statuses, @durations, @payloads, @events)
                as w (kind, of_tenant, of_run, of_epoch, of_step, of_attempt, to_status, took, content, told)
            join runs.test_run on {fence}
            order by id for no key update of test_run),
        started as (
            insert into runs.step_result as s (tenant_id, run_id, step_index, attempt, lease_epoch, sends, status, started_at)
            select tenant_id, id, of_step, of_attempt, of_epoch, 1, 'RUNNING', now() from lease where kind = 0 and not cancelled
            on conflict (tenant_id, run_id, step_index, attempt) do update
                set sends = s.sends + 1, lease_epoch = excluded.lease_epoch where s.status = 'RUNNING'
            returning tenant_id, run_id, started_at, sends),
        completed as (
            insert into runs.step_result as s
                (tenant_id, run_id, step_index, attempt, lease_epoch, sends, status, started_at, duration_ms, payload)
            select tenant_id, id, of_step, of_attempt, of_epoch, 0, to_status, now(), took, content from lease where kind = 1
            on conflict (tenant_id, run_id, step_index, attempt) do update
                set status = excluded.status, duration_ms = excluded.duration_ms, payload = excluded.payload,
                    lease_epoch = excluded.lease_epoch
                where s.status = 'RUNNING'
            returning tenant_id, run_id),
        written as (
            select tenant_id, run_id, started_at, sends, null as ended from started
            union all select tenant_id, run_id, null, 0, null from completed
            union all select tenant_id, id, null, 0, to_status from lease where kind = 2),
        numbered as (
            update runs.test_run r
            set last_seq = r.last_seq + 1, status = coalesce(w.ended, r.status),
                finished_at = case when w.ended is null then r.finished_at else now() end,
                locked_by = case when w.ended is null then r.locked_by end,
                lock_until = case when w.ended is null then r.lock_until end
            from written w where r.tenant_id = w.tenant_id and r.id = w.run_id
            returning r.tenant_id, r.id, r.last_seq),
        slots as (
            select s.tenant_id, f.runs from runs.tenant_slot s
            join (select tenant_id, count(*) as runs from lease where kind = 2 group by tenant_id) f on f.tenant_id = s.tenant_id
            order by s.tenant_id for no key update of s),
        freed as (
            update runs.tenant_slot s set active = greatest(s.active - f.runs, 0) from slots f where s.tenant_id = f.tenant_id),
        events as (
            insert into runs.run_event (tenant_id, run_id, seq, type, payload)
            select n.tenant_id, n.id, n.last_seq, case l.kind when 0 then 'step:start' when 1 then 'step:result' else 'run:complete' end, l.told
            from numbered n join lease l on l.tenant_id = n.tenant_id and l.id = n.id)
        select l.tenant_id, l.id, l.cancelled, w.started_at, w.sends
        from lease l left join written w on w.tenant_id = l.tenant_id and w.run_id = l.id
        """;

    /// <summary>Waits for whatever writes to the run.</summary>
    public const string LockText = "select from runs.test_run where tenant_id = @tenant and id = @run for no key update";

    // An owner starts an attempt once: a row under its epoch that is RUNNING is its own. So is an end that carries its epoch.
    public const string FindStepText = """
        select false, started_at, sends from runs.step_result
        where tenant_id = @tenant and run_id = @run and step_index = @step and attempt = @attempt and lease_epoch = @epoch
            and status = @status
        """;

    public const string FindFinishText = """
        select false, finished_at, 0 from runs.test_run
        where tenant_id = @tenant and id = @run and lease_epoch = @epoch and status = @status
        """;

    /// <summary>The same condition for a row of the group.</summary>
    public static string FenceOf(string fence) =>
        fence
            .Replace("@tenant", "w.of_tenant", StringComparison.Ordinal)
            .Replace("@run", "w.of_run", StringComparison.Ordinal)
            .Replace("@epoch", "w.of_epoch", StringComparison.Ordinal);
}
