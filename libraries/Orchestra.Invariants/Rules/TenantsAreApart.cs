namespace Orchestra.Invariants.Rules;

/// <summary>I9: no tenant sees another's row.</summary>
internal sealed class TenantsAreApart : IInvariant
{
    public string Id => "I9";

    public IReadOnlyList<Rule> Rules { get; } =
    [
        new(
            "what belongs to a run belongs to its tenant",
            """
            select format('a %s of run %s is tenant %s''s, the run is not', s.what, s.run_id, s.tenant_id)
            from (select 'plan' as what, tenant_id, run_id from runs.run_plan
                union all select 'step', tenant_id, run_id from runs.step_result
                union all select 'event', tenant_id, run_id from runs.run_event) s
            where {s} and not exists (select from runs.test_run r where r.tenant_id = s.tenant_id and r.id = s.run_id)
            """
        ),
        new(
            "every table with tenants' rows lets each see its own only",
            """
            select format('table %s.%s: row security enabled %s, forced %s', n.nspname, c.relname, c.relrowsecurity, c.relforcerowsecurity)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname not like 'pg\_%' and n.nspname <> 'information_schema' and c.relkind in ('r','p')
                and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
                and not (c.relrowsecurity and c.relforcerowsecurity)
            """
        ),
    ];
}
