namespace Orchestra.Invariants.Rules;

/// <summary>I8: quotas and slots return to zero when all is idle.</summary>
internal sealed class SlotsComeBack : IInvariant
{
    public string Id => "I8";

    public IReadOnlyList<Rule> Rules { get; } =
    [
        new(
            "a tenant's slots in use are its runs that are queued or under way",
            """
            select format('tenant %s: %s slots in use, %s runs', r.tenant_id, r.active, c.runs)
            from runs.tenant_slot r cross join lateral (
                select count(*) as runs from runs.test_run t
                where t.tenant_id = r.tenant_id and t.status in ('QUEUED','IN_PROGRESS')) c
            where {r} and r.active <> c.runs
            """
        ),
        new(
            "no slot is in use when all is idle",
            "select format('tenant %s: %s slots in use', r.tenant_id, r.active) from runs.tenant_slot r where {r} and r.active <> 0"
        )
        {
            WhenIdle = true,
        },
    ];
}
