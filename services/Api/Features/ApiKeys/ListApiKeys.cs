using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Lists;
using Orchestra.Contracts.Lists;

namespace Orchestra.Api.Features.ApiKeys;

/// <summary>GET /apikeys</summary>
internal static class ListApiKeys
{
    public sealed record Item(
        Guid Id,
        string Name,
        IReadOnlyList<string> Roles,
        DateTimeOffset CreatedAt,
        string CreatedBy,
        DateTimeOffset? ExpiresAt,
        DateTimeOffset? RevokedAt
    );

    public static async Task<Ok<Page<Item>>> HandleAsync(
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
            .Select(row => new Item(row.Id, row.Name, row.Roles, row.CreatedAt, row.CreatedBy, row.ExpiresAt, row.RevokedAt))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(ListQuery.PageOf(rows, limit, row => row.Id));
    }
}
