using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Orchestra.Secrets.Data.Migrations;

/// <summary>The empty model of <see cref="SecretsDbContext"/>.</summary>
[DbContext(typeof(SecretsDbContext))]
public sealed class SecretsDbContextModelSnapshot : ModelSnapshot
{
    /// <inheritdoc />
    protected override void BuildModel(ModelBuilder modelBuilder) { }
}
