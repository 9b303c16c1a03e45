using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Orchestra.Api.Data.Entities;

namespace Orchestra.Api.Data.Configurations;

/// <summary>Connection profiles and their aliases in environments.</summary>
internal sealed class ProfileConfiguration : IEntityTypeConfiguration<ConnectionProfile>, IEntityTypeConfiguration<EnvironmentProfile>
{
    public void Configure(EntityTypeBuilder<ConnectionProfile> builder)
    {
        builder.ToTable("connection_profile");
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder
            .HasIndex(row => new
            {
                row.TenantId,
                row.Kind,
                row.Name,
            })
            .IsUnique();
        builder.Property(row => row.Kind).HasConversion<string>();
        builder.Property(row => row.Body).HasJson();
        builder.Property(row => row.Revision).IsConcurrencyToken().HasDefaultValue(1);
    }

    public void Configure(EntityTypeBuilder<EnvironmentProfile> builder)
    {
        builder.ToTable("environment_profile");
        builder.HasKey(row => new
        {
            row.TenantId,
            row.EnvironmentId,
            row.Kind,
            row.Alias,
        });
        builder.Property(row => row.Kind).HasConversion<string>();
        builder
            .HasOne<TestEnvironment>()
            .WithMany(environment => environment.Profiles)
            .HasForeignKey(row => new { row.TenantId, row.EnvironmentId })
            .OnDelete(DeleteBehavior.Cascade);
        builder
            .HasOne<ConnectionProfile>()
            .WithMany()
            .HasForeignKey(row => new { row.TenantId, row.ProfileId })
            .OnDelete(DeleteBehavior.Restrict);
    }
}
