using Microsoft.EntityFrameworkCore;

namespace Orchestra.Secrets.Data;

/// <summary>Carries the migrations of schema <c>secrets</c>. It maps no entity: the vault's few statements are SQL.</summary>
public sealed class SecretsDbContext(DbContextOptions<SecretsDbContext> options) : DbContext(options)
{
    /// <summary>The schema's name.</summary>
    public const string Schema = "secrets";
}
