using Microsoft.EntityFrameworkCore;

namespace Orchestra.Runs.Data;

/// <summary>
/// Carries the migrations of schema <c>runs</c>. It maps no entity: every access to the ledger is SQL (ARCHITECTURE.md, decision 4),
/// and its tables are partitioned and guarded by policies, which EF's model cannot say.
/// </summary>
public sealed class RunsDbContext(DbContextOptions<RunsDbContext> options) : DbContext(options)
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "runs";
}
