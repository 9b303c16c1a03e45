using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Lists;
using Orchestra.Contracts.Lists;

namespace Orchestra.Api.Features.Tenants;

/// <summary>GET /tenants</summary>
internal static class ListTenants
{
    public static async Task<Ok<Page<TenantResponse>>> HandleAsync(
        [AsParameters] ListQuery query,
        ApiDbContext db,
        CancellationToken cancellationToken
    )
    {
        var (limit, before) = query.Parse();
        var rows = await db
            .Tenants.AsNoTracking()
            .Where(row => before == null || row.Id < before)
            .OrderByDescending(row => row.Id)
            .Take(limit + 1)
            .Select(row => new TenantResponse(row.Id, row.Name, row.CreatedAt))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(ListQuery.PageOf(rows, limit, row => row.Id));
    }
}
