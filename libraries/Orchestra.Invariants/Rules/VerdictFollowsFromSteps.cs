namespace Orchestra.Invariants.Rules;

/// <summary>I7: the verdict is a function of the step results.</summary>
internal sealed class VerdictFollowsFromSteps : IInvariant
{
    public string Id => "I7";

    public IReadOnlyList<Rule> Rules { get; } =
    [
        new(
            "a judged run's verdict follows from the last attempts of its steps",
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
    ];
}
