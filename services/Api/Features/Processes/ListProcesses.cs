using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Lists;
using Orchestra.Contracts.Lists;

namespace Orchestra.Api.Features.Processes;

/// <summary>GET /processes</summary>
internal static class ListProcesses
{
    public sealed record Item(Guid Id, string Key, string? Name, int LatestVersion, DateTimeOffset CreatedAt);

    public static async Task<Ok<Page<Item>>> HandleAsync(
        [AsParameters] ListQuery query,
        ApiDbContext db,
        CancellationToken cancellationToken
    )
    {
        var (limit, before) = query.Parse();
        var rows = await db
            .Processes.AsNoTracking()
            .Where(row => before == null || row.Id < before)
            .OrderByDescending(row => row.Id)
            .Take(limit + 1)
            .Select(row => new Item(row.Id, row.Key, row.Name, row.LatestVersion, row.CreatedAt))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(ListQuery.PageOf(rows, limit, row => row.Id));
    }
}
