using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Orchestra.Api.Data.Entities;

namespace Orchestra.Api.Data.Configurations;

/// <summary>Suites and their scenarios.</summary>
internal sealed class SuiteConfiguration
    : IEntityTypeConfiguration<Suite>,
        IEntityTypeConfiguration<Scenario>,
        IEntityTypeConfiguration<ScenarioVersion>
{
    public void Configure(EntityTypeBuilder<Suite> builder)
    {
        builder.ToTable("scenario_suite");
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.HasOne<Process>().WithMany().HasForeignKey(row => new { row.TenantId, row.ProcessId }).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Bindings).HasJson().HasDefaultValueSql("'{}'");
        builder.Property(row => row.Called).HasJson().HasDefaultValueSql("'[]'");
        builder.Property(row => row.Revision).HasDefaultValue(1);
        builder.Property(row => row.Options).HasJson();
        builder.Property(row => row.Coverage).HasJson();
        builder.Property(row => row.Unbound).HasJson();
        builder.Property(row => row.Warnings).HasJson();
    }

    public void Configure(EntityTypeBuilder<Scenario> builder)
    {
        builder.ToTable("test_scenario");
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.HasOne<Suite>().WithMany().HasForeignKey(row => new { row.TenantId, row.SuiteId }).OnDelete(DeleteBehavior.Cascade);
        builder
            .HasIndex(row => new
            {
                row.TenantId,
                row.SuiteId,
                row.Key,
            })
            .IsUnique();
        builder.Property(row => row.Generated).HasJson();
        builder.Property(row => row.Active).HasDefaultValue(true).HasSentinel(true);
        builder.Property(row => row.Revision).HasDefaultValue(1);
    }

    public void Configure(EntityTypeBuilder<ScenarioVersion> builder)
    {
        builder.ToTable("scenario_version");
        builder.HasKey(row => new
        {
            row.TenantId,
            row.ScenarioId,
            row.Version,
        });
        builder.HasOne<Scenario>().WithMany().HasForeignKey(row => new { row.TenantId, row.ScenarioId }).OnDelete(DeleteBehavior.Cascade);
        builder.Property(row => row.Status).HasConversion<string>();
        builder.Property(row => row.Body).HasJson();
    }
}
