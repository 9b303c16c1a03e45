using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Orchestra.Api.Data.Entities;

namespace Orchestra.Api.Data.Configurations;

/// <summary>Environments and data sets.</summary>
internal sealed class EnvironmentConfiguration : IEntityTypeConfiguration<TestEnvironment>, IEntityTypeConfiguration<DataSet>
{
    public void Configure(EntityTypeBuilder<TestEnvironment> builder)
    {
        builder.ToTable("environment");
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.HasIndex(row => new { row.TenantId, row.Name }).IsUnique();
        builder.Property(row => row.ServiceUrls).HasJson();
        builder.Property(row => row.Variables).HasJson();
        builder.Property(row => row.ServiceAuth).HasJson().HasDefaultValueSql("'{}'");
        builder.Property(row => row.ServiceTls).HasJson().HasDefaultValueSql("'{}'");
        builder.Navigation(row => row.Profiles).AutoInclude();
        builder.Property(row => row.Revision).IsConcurrencyToken().HasDefaultValue(1);
    }

    public void Configure(EntityTypeBuilder<DataSet> builder)
    {
        builder.ToTable(
            "test_data_set",
            table =>
                table.HasCheckConstraint(
                    "scope_names_its_owner",
                    "(scope = 'Global') = (suite_id is null) and (scope = 'Scenario') = (scenario_id is not null)"
                )
        );
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.HasIndex(row => new { row.TenantId, row.Name }).IsUnique();
        builder.HasOne<Suite>().WithMany().HasForeignKey(row => new { row.TenantId, row.SuiteId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Scenario>().WithMany().HasForeignKey(row => new { row.TenantId, row.ScenarioId }).OnDelete(DeleteBehavior.Cascade);
        builder.Property(row => row.Scope).HasConversion<string>().HasDefaultValue(DataSetScope.Global);
        builder.Property(row => row.Origin).HasConversion<string>().HasDefaultValue(DataSetOrigin.Manual);
        builder.Property(row => row.Data).HasJson();
        builder.Property(row => row.Revision).IsConcurrencyToken().HasDefaultValue(1);
    }
}
