namespace Orchestra.Runs.Journal;

/// <summary>
/// The condition under which an executor may write to a run: it still holds the newest lease. A process that was stopped past its
/// lease and then continued carries an older epoch and matches no row.
/// </summary>
internal static class Fence
{
    /// <summary>Condition on <c>runs.test_run</c> with the parameters tenant, run and epoch.</summary>
    public const string Sql = "tenant_id = @tenant and id = @run and lease_epoch = @epoch and status = 'IN_PROGRESS'";
}
