using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Etags;
using Orchestra.Api.Lists;
using Orchestra.Contracts.Lists;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.ApiKeys;

/// <summary>GET /apikeys and /apikeys/{id}</summary>
internal static class GetApiKeys
{
    public static async Task<Ok<ApiKeyResponse>> HandleAsync(
        Guid id,
        HttpContext http,
        ApiDbContext db,
        CancellationToken cancellationToken
    )
    {
        var key =
            await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken)
            ?? throw ApiException.NotFound("API key");
        Etag.Write(http, key.Revision);
        return TypedResults.Ok(ApiKeyResponse.Of(key));
    }

    public static async Task<Ok<Page<ApiKeyResponse>>> ListAsync(
        [AsParameters] ListQuery query,
        ApiDbContext db,
        CancellationToken cancellationToken
    )
    {
        var (limit, before) = query.Parse();
        var rows = await db
            .ApiKeys.AsNoTracking()
            .Where(row => before == null || row.Id < before)
            .OrderByDescending(row => row.Id)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(ListQuery.PageOf([.. rows.Select(ApiKeyResponse.Of)], limit, row => row.Id));
    }
}
