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
    }

    public void Configure(EntityTypeBuilder<DataSet> builder)
    {
        builder.ToTable("test_data_set");
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.HasIndex(row => new { row.TenantId, row.Name }).IsUnique();
        builder.Property(row => row.Data).HasJson();
    }
}
