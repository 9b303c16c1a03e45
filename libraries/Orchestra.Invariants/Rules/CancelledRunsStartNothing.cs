namespace Orchestra.Invariants.Rules;

/// <summary>I5: after a cancel is acknowledged no new step starts.</summary>
internal sealed class CancelledRunsStartNothing : IInvariant
{
    public string Id => "I5";

    public IReadOnlyList<Rule> Rules { get; } =
    [
        // Both times are those at which the transactions began: a start that was first may have begun a little later.
        new(
            "no step starts after its run was cancelled",
            """
            select format('run %s was cancelled at %s, step %s started at %s', r.id, r.cancel_requested_at, e.payload ->> 'stepIndex', e.at)
            from runs.test_run r join runs.run_event e on e.tenant_id = r.tenant_id and e.run_id = r.id and e.type = 'step:start'
            where {r} and e.at > r.cancel_requested_at + interval '1 second'
            """
        ),
        new(
            "a run that was asked to stop does so",
            """
            select format('run %s was cancelled at %s and is %s', r.id, r.cancel_requested_at, r.status) from runs.test_run r
            where {r} and r.status in ('PENDING','QUEUED') and r.cancel_requested_at < now() - interval '1 minute'
            """
        ),
    ];
}
