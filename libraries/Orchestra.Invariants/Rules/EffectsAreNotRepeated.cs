namespace Orchestra.Invariants.Rules;

/// <summary>I4: what may not be repeated is sent once or is UNKNOWN; what may be carries the same key each time.</summary>
internal sealed class EffectsAreNotRepeated : IInvariant
{
    public string Id => "I4";

    public IReadOnlyList<Rule> Rules { get; } =
    [
        new(
            "what changes something and has no Idempotency-Key is sent once",
            """
            select format('run %s step %s attempt %s, %s without a key, was sent %s times',
                s.run_id, s.step_index, s.attempt, s.payload -> 'request' ->> 'method', s.sends)
            from runs.step_result s
            where {s} and s.sends > 1 and upper(s.payload -> 'request' ->> 'method') in ('POST','PATCH')
                and not exists (select from jsonb_each(coalesce(s.payload -> 'request' -> 'headers', '{}')) h
                    where lower(h.key) = 'idempotency-key')
            """
        ),
        new(
            "the system under test saw a key no more often than its step was sent",
            """
            select format('key %s was seen %s times and sent %s times', seen.key, seen.times, coalesce(s.sends, 0))
            from (select key, count(*) as times from sut where key is not null group by key) seen
            left join runs.step_result s on seen.key = format('%s:%s:%s', s.run_id, s.step_index, s.attempt)
            where {s} and seen.times > coalesce(s.sends, 0)
            """
        )
        {
            NeedsSutLog = true,
        },
        new(
            "no key has two effects",
            """
            select format('key %s had %s effects', key, count(*)) from sut where key is not null and effect
            group by key having count(*) > 1
            """
        )
        {
            NeedsSutLog = true,
        },
        // A step that ended without telling what it sent may have sent something.
        new(
            "without a key the system under test saw no more than the steps that were sent without one",
            """
            select format('run %s: %s changing requests without a key, %s steps', r.id, seen.times, sent.steps)
            from (select correlation, count(*) as times from sut where key is null and method in ('POST','PATCH') group by correlation) seen
            join runs.test_run r on r.correlation_id = seen.correlation
            cross join lateral (
                select count(*) as steps from runs.step_result s
                where s.tenant_id = r.tenant_id and s.run_id = r.id and s.sends > 0
                    and case when s.payload -> 'request' is null then s.status in ('RUNNING','UNKNOWN','FAILED','BROKEN')
                        else upper(s.payload -> 'request' ->> 'method') in ('POST','PATCH')
                            and not exists (select from jsonb_each(coalesce(s.payload -> 'request' -> 'headers', '{}')) h
                                where lower(h.key) = 'idempotency-key') end) sent
            where {r} and seen.times > sent.steps
            """
        )
        {
            NeedsSutLog = true,
        },
    ];
}
