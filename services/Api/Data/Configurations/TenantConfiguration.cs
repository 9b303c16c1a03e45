using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Orchestra.Api.Data.Entities;

namespace Orchestra.Api.Data.Configurations;

/// <summary>Tables of schema <c>identity</c>.</summary>
internal sealed class TenantConfiguration
    : IEntityTypeConfiguration<Tenant>,
        IEntityTypeConfiguration<TenantSettings>,
        IEntityTypeConfiguration<ApiKey>,
        IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<Tenant> builder)
    {
        builder.ToTable("tenant", ApiDbContext.IdentitySchema);
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Name).HasMaxLength(200);
    }

    public void Configure(EntityTypeBuilder<TenantSettings> builder)
    {
        builder.ToTable("tenant_settings", ApiDbContext.IdentitySchema);
        builder.HasKey(row => row.TenantId);
        builder.HasOne<Tenant>().WithOne().HasForeignKey<TenantSettings>(row => row.TenantId).OnDelete(DeleteBehavior.Cascade);
        // With defaults, because migrate inserts the development tenant's in SQL.
        builder.Property(row => row.DefaultPriority).HasDefaultValue(0);
        builder
            .Property(row => row.MaxPriority)
            .HasDefaultValue(TenantSettings.HighestPriority)
            .HasSentinel(TenantSettings.HighestPriority);
        builder.Property(row => row.Revision).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("api_key", ApiDbContext.IdentitySchema);
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(row => row.TenantId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(row => row.Hash);
        builder.Property(row => row.Name).HasMaxLength(200);
        // With a default, because bootstrap and its like insert keys in SQL.
        builder.Property(row => row.Revision).IsConcurrencyToken().HasDefaultValue(1);
    }

    public void Configure(EntityTypeBuilder<Member> builder)
    {
        builder.ToTable("member", ApiDbContext.IdentitySchema);
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(row => row.TenantId).OnDelete(DeleteBehavior.Cascade);
        // A subject that was revoked may come back, as another row.
        builder.HasIndex(row => new { row.TenantId, row.Subject }).IsUnique().HasFilter("revoked_at is null");
        builder.Property(row => row.Subject).HasMaxLength(255);
        builder.Property(row => row.Revision).IsConcurrencyToken();
    }
}
