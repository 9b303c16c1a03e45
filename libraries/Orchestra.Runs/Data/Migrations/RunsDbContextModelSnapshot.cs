using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Orchestra.Runs.Data.Migrations;

/// <summary>The empty model of <see cref="RunsDbContext"/>.</summary>
[DbContext(typeof(RunsDbContext))]
public sealed class RunsDbContextModelSnapshot : ModelSnapshot
{
    /// <inheritdoc />
    protected override void BuildModel(ModelBuilder modelBuilder) { }
}
