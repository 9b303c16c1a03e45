namespace Orchestra.Invariants.Rules;

/// <summary>I1: each accepted run reaches one final state; none is lost, none ends twice.</summary>
internal sealed class RunsEndOnce : IInvariant
{
    public string Id => "I1";

    public IReadOnlyList<Rule> Rules { get; } =
    [
        new(
            "an accepted run is in the ledger",
            """
            select format('run %s is not there', accepted.id) from accepted
            where not exists (select from runs.test_run r where r.id = accepted.id)
            """
        ),
        new(
            "a run is finished exactly when its state is final, and only then its last event says so",
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
        new(
            "only a run under way has an owner",
            """
            select format('run %s is %s, locked by %s until %s', r.id, r.status, r.locked_by, r.lock_until) from runs.test_run r
            where {r} and (r.status = 'IN_PROGRESS' and (r.locked_by is null or r.lock_until is null)
                or r.status in ('PENDING','QUEUED','PASSED','FAILED','BROKEN','FAILED_STUCK') and r.locked_by is not null)
            """
        ),
        new(
            "every accepted run reached a final state",
            """
            select format('run %s is %s', r.id, r.status) from runs.test_run r
            where {r} and r.status in ('PENDING','QUEUED','IN_PROGRESS')
            """
        )
        {
            WhenIdle = true,
        },
        new(
            "every suite run reached a final state",
            """
            select format('suite run %s is %s', r.id, r.status) from runs.suite_run r
            where {r} and r.status in ('PENDING','IN_PROGRESS')
                and exists (select from runs.test_run t where t.tenant_id = r.tenant_id and t.suite_run_id = r.id)
            """
        )
        {
            WhenIdle = true,
        },
    ];
}
