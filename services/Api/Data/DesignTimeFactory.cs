using Microsoft.EntityFrameworkCore.Design;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Data;

/// <summary>Builds the context for <c>dotnet ef migrations add</c>; it never connects.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<ApiDbContext>
{
    public ApiDbContext CreateDbContext(string[] args) => new(ApiDatabase.Options("Host=localhost"), new TenantContext());
}
