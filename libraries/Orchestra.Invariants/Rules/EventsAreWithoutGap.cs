namespace Orchestra.Invariants.Rules;

/// <summary>I6: the events of a run have no gap and no duplicate.</summary>
internal sealed class EventsAreWithoutGap : IInvariant
{
    public string Id => "I6";

    public IReadOnlyList<Rule> Rules { get; } =
    [
        new(
            "a run's events are 1 to last_seq",
            """
            select format('run %s: last_seq %s, %s events from %s to %s', r.id, r.last_seq, count(e.seq), min(e.seq), max(e.seq))
            from runs.test_run r left join runs.run_event e on e.tenant_id = r.tenant_id and e.run_id = r.id
            where {r} group by r.tenant_id, r.id, r.last_seq
            having count(e.seq) <> r.last_seq or min(e.seq) <> 1 or max(e.seq) <> r.last_seq
            """
        ),
        new(
            "a suite run's events are 1 to last_seq",
            """
            select format('suite run %s: last_seq %s, %s events up to %s', r.id, r.last_seq, count(e.seq), max(e.seq))
            from runs.suite_run r left join runs.suite_run_event e on e.tenant_id = r.tenant_id and e.suite_run_id = r.id
            where {r} group by r.tenant_id, r.id, r.last_seq
            having count(e.seq) <> r.last_seq or coalesce(max(e.seq), 0) <> r.last_seq
            """
        ),
    ];
}
