using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Lists;
using Orchestra.Contracts.Lists;

namespace Orchestra.Api.Features.Suites;

/// <summary>GET /suites</summary>
internal static class ListSuites
{
    public sealed record Item(Guid Id, string Name, Guid? ProcessId, int? ProcessVersion, DateTimeOffset CreatedAt);

    public static async Task<Ok<Page<Item>>> HandleAsync(
        [AsParameters] ListQuery query,
        ApiDbContext db,
        CancellationToken cancellationToken
    )
    {
        var (limit, before) = query.Parse();
        var rows = await db
            .Suites.AsNoTracking()
            .Where(row => before == null || row.Id < before)
            .OrderByDescending(row => row.Id)
            .Take(limit + 1)
            .Select(row => new Item(row.Id, row.Name, row.ProcessId, row.ProcessVersion, row.CreatedAt))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(ListQuery.PageOf(rows, limit, row => row.Id));
    }
}
