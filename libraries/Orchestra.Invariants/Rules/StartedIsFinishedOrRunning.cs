namespace Orchestra.Invariants.Rules;

/// <summary>I10: what was started is finished or running.</summary>
internal sealed class StartedIsFinishedOrRunning : IInvariant
{
    public string Id => "I10";

    public IReadOnlyList<Rule> Rules { get; } =
    [
        new(
            "a run has a start exactly when some executor claimed it",
            """
            select format('run %s started at %s after %s claims', r.id, r.started_at, c.claims)
            from runs.test_run r cross join lateral (
                select count(*) as claims from runs.run_event e
                where e.tenant_id = r.tenant_id and e.run_id = r.id and e.type = 'run:status' and e.payload ->> 'status' = 'IN_PROGRESS') c
            where {r} and (r.started_at is null) <> (c.claims = 0)
            """
        ),
        new(
            "a started run is finished, under way or queued again",
            """
            select format('run %s started at %s, finished at %s and is %s', r.id, r.started_at, r.finished_at, r.status)
            from runs.test_run r
            where {r} and r.started_at is not null
                and (r.finished_at is null and r.status not in ('IN_PROGRESS','QUEUED') or r.finished_at < r.started_at)
            """
        ),
    ];
}
