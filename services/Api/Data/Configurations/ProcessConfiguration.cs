using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Orchestra.Api.Data.Entities;

namespace Orchestra.Api.Data.Configurations;

/// <summary>Processes and specs.</summary>
internal sealed class ProcessConfiguration
    : IEntityTypeConfiguration<Process>,
        IEntityTypeConfiguration<ProcessVersion>,
        IEntityTypeConfiguration<ProtocolSpec>
{
    public void Configure(EntityTypeBuilder<Process> builder)
    {
        builder.ToTable("process");
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.HasIndex(row => new { row.TenantId, row.Key }).IsUnique();
        builder.Property(row => row.LatestVersion).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<ProcessVersion> builder)
    {
        builder.ToTable("process_version");
        builder.HasKey(row => new
        {
            row.TenantId,
            row.ProcessId,
            row.Version,
        });
        builder.HasOne<Process>().WithMany().HasForeignKey(row => new { row.TenantId, row.ProcessId }).OnDelete(DeleteBehavior.Cascade);
        builder.Property(row => row.SourceType).HasConversion<string>();
        builder.Property(row => row.Graph).HasJson();
    }

    public void Configure(EntityTypeBuilder<ProtocolSpec> builder)
    {
        builder.ToTable("protocol_spec");
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.HasIndex(row => new { row.TenantId, row.ServiceName });
        builder.Property(row => row.Endpoints).HasJson(EndpointsJson.Fold, EndpointsJson.Unfold);
        builder.Property(row => row.Warnings).HasJson();
    }
}
