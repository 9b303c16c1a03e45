using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Etags;
using Orchestra.Api.Lists;
using Orchestra.Contracts.Lists;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Environments;

/// <summary>GET /environments and /environments/{id}</summary>
internal static class GetEnvironments
{
    /// <summary>A line of the list: variables, ranges and masks are in the one environment's own answer.</summary>
    public sealed record Item(Guid Id, string Name, IReadOnlyDictionary<string, string> ServiceUrls, DateTimeOffset CreatedAt);

    public static async Task<Ok<EnvironmentResponse>> HandleAsync(
        Guid id,
        HttpContext http,
        ApiDbContext db,
        CancellationToken cancellationToken
    )
    {
        var row =
            await db.Environments.AsNoTracking().SingleOrDefaultAsync(environment => environment.Id == id, cancellationToken)
            ?? throw ApiException.NotFound("environment");
        Etag.Write(http, row.Revision);
        return TypedResults.Ok(EnvironmentResponse.Of(row));
    }

    public static async Task<Ok<Page<Item>>> ListAsync([AsParameters] ListQuery query, ApiDbContext db, CancellationToken cancellationToken)
    {
        var (limit, before) = query.Parse();
        var rows = await db
            .Environments.AsNoTracking()
            .Where(row => before == null || row.Id < before)
            .OrderByDescending(row => row.Id)
            .Take(limit + 1)
            .Select(row => new Item(row.Id, row.Name, row.ServiceUrls, row.CreatedAt))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(ListQuery.PageOf(rows, limit, row => row.Id));
    }
}
