namespace Orchestra.Invariants.Rules;

/// <summary>I3: writes carry the epoch of the lease that was the newest when they were committed.</summary>
internal sealed class EpochsNeverFall : IInvariant
{
    public string Id => "I3";

    public IReadOnlyList<Rule> Rules { get; } =
    [
        new(
            "epochs of a run never fall, and none is above its lease's",
            """
            select format('run %s step %s attempt %s has epoch %s after %s, the run has %s',
                s.run_id, s.step_index, s.attempt, s.lease_epoch, s.before, r.lease_epoch)
            from (select *, lag(lease_epoch) over (partition by tenant_id, run_id order by step_index, attempt) as before
                from runs.step_result s where {s}) s
            join runs.test_run r on r.tenant_id = s.tenant_id and r.id = s.run_id
            where s.lease_epoch < s.before or s.lease_epoch > r.lease_epoch
            """
        ),
        // Each claim raises the epoch by one and tells so: the claims told after a write say which epoch it must carry. A restore
        // in between (another incarnation) raises it by more.
        new(
            "a row's epoch was its run's newest when the row was written",
            """
            select format('run %s step %s attempt %s has epoch %s, but the run had %s then',
                s.run_id, s.step_index, s.attempt, s.lease_epoch, r.lease_epoch - later.claims)
            from runs.step_result s join runs.test_run r on r.tenant_id = s.tenant_id and r.id = s.run_id
            cross join lateral (
                select max(seq) as seq from runs.run_event
                where tenant_id = s.tenant_id and run_id = s.run_id
                    and type = case when s.status = 'RUNNING' then 'step:start' else 'step:result' end
                    and (payload ->> 'stepIndex')::int = s.step_index and (payload ->> 'attempt')::int = s.attempt) written
            cross join lateral (
                select count(*) as claims from runs.run_event
                where tenant_id = s.tenant_id and run_id = s.run_id and seq > written.seq
                    and type = 'run:status' and payload ->> 'status' = 'IN_PROGRESS') later
            where {s} and written.seq is not null and s.lease_epoch >> 32 = r.lease_epoch >> 32
                and s.lease_epoch <> r.lease_epoch - later.claims
            """
        ),
    ];
}
