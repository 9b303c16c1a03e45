using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data.Entities;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Data;

/// <summary>Schemas <c>identity</c> and <c>api</c>. Every tenant's row is filtered here and guarded by row-level security in the database.</summary>
internal sealed class ApiDbContext(DbContextOptions<ApiDbContext> options, TenantContext tenant) : DbContext(options)
{
    public const string IdentitySchema = "identity";
    public const string ApiSchema = "api";

    public DbSet<Tenant> Tenants => Set<Tenant>();
    public DbSet<TenantSettings> Settings => Set<TenantSettings>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<Member> Members => Set<Member>();
    public DbSet<Process> Processes => Set<Process>();
    public DbSet<ProcessVersion> ProcessVersions => Set<ProcessVersion>();
    public DbSet<ProtocolSpec> Specs => Set<ProtocolSpec>();
    public DbSet<Suite> Suites => Set<Suite>();
    public DbSet<Scenario> Scenarios => Set<Scenario>();
    public DbSet<ScenarioVersion> ScenarioVersions => Set<ScenarioVersion>();
    public DbSet<DataSet> DataSets => Set<DataSet>();
    public DbSet<TestEnvironment> Environments => Set<TestEnvironment>();
    public DbSet<EnvironmentProfile> EnvironmentProfiles => Set<EnvironmentProfile>();
    public DbSet<ConnectionProfile> Profiles => Set<ConnectionProfile>();

    /// <summary>The tenant that the filters let through; nobody's outside an authorised request.</summary>
    private Guid TenantId => tenant.TenantIdOrNull ?? Guid.Empty;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(ApiSchema);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ApiDbContext).Assembly);
        Filter<TenantSettings>(modelBuilder);
        Filter<ApiKey>(modelBuilder);
        Filter<Member>(modelBuilder);
        Filter<Process>(modelBuilder);
        Filter<ProcessVersion>(modelBuilder);
        Filter<ProtocolSpec>(modelBuilder);
        Filter<Suite>(modelBuilder);
        Filter<Scenario>(modelBuilder);
        Filter<ScenarioVersion>(modelBuilder);
        Filter<DataSet>(modelBuilder);
        Filter<TestEnvironment>(modelBuilder);
        Filter<EnvironmentProfile>(modelBuilder);
        Filter<ConnectionProfile>(modelBuilder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Conventions.Add(_ => new SnakeCaseNames());

    private void Filter<T>(ModelBuilder modelBuilder)
        where T : class, ITenantOwned => modelBuilder.Entity<T>().HasQueryFilter(row => row.TenantId == TenantId);
}
