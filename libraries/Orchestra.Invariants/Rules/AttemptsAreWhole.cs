namespace Orchestra.Invariants.Rules;

/// <summary>I2: exactly one committed result for each run, step and attempt; attempts without gaps.</summary>
internal sealed class AttemptsAreWhole : IInvariant
{
    public string Id => "I2";

    public IReadOnlyList<Rule> Rules { get; } =
    [
        new(
            "attempts of a step are without gaps and all but the last have ended",
            """
            select format('run %s step %s has %s rows up to attempt %s', run_id, step_index, count(*), max(attempt))
            from runs.step_result s where {s} group by run_id, step_index
            having count(*) <> max(attempt) or min(attempt) <> 1
                or count(*) filter (where status = 'RUNNING') > 1
                or (array_agg(status order by attempt desc))[1] <> 'RUNNING' and count(*) filter (where status = 'RUNNING') > 0
            """
        ),
        new(
            "an ended attempt has exactly one result event, a running one none, and each send its start event",
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
        new(
            "a judged run has no step without a result",
            """
            select format('run %s is %s, its step %s attempt %s is still RUNNING', r.id, r.status, s.step_index, s.attempt)
            from runs.test_run r join runs.step_result s on s.tenant_id = r.tenant_id and s.run_id = r.id
            where {r} and s.status = 'RUNNING' and r.status in ('PASSED','FAILED','BROKEN')
            """
        ),
    ];
}
