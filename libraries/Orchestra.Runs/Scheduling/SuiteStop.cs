namespace Orchestra.Runs.Scheduling;

/// <summary>When no further run of a suite run may start. Read from the rows alone, so that claims and the sweep agree without waiting for each other.</summary>
internal static class SuiteStop
{
    /// <summary>Condition on <c>runs.suite_run s</c>.</summary>
    public const string Sql = """
        (s.aborted_by is not null or s.stop_on_failure and exists (
            select from runs.test_run bad where bad.tenant_id = s.tenant_id and bad.suite_run_id = s.id
                and bad.status in ('FAILED','BROKEN','FAILED_STUCK')))
        """;
}
