using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Tenants;

/// <summary>GET /tenants/{id}</summary>
internal static class GetTenant
{
    public static async Task<Ok<TenantResponse>> HandleAsync(Guid id, ApiDbContext db, CancellationToken cancellationToken)
    {
        var tenant = await db
            .Tenants.AsNoTracking()
            .Where(row => row.Id == id)
            .Select(row => new TenantResponse(row.Id, row.Name, row.CreatedAt))
            .SingleOrDefaultAsync(cancellationToken);
        return TypedResults.Ok(tenant ?? throw ApiException.NotFound("tenant"));
    }
}
