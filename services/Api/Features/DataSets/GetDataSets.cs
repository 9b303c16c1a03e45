using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Lists;
using Orchestra.Contracts.Lists;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.DataSets;

/// <summary>GET /datasets and /datasets/{id}</summary>
internal static class GetDataSets
{
    /// <summary>A line of the list: the data is in the one data set's own answer.</summary>
    public sealed record Item(Guid Id, string Name, IReadOnlyList<string> Tags, DateTimeOffset CreatedAt);

    public static async Task<Ok<DataSetResponse>> HandleAsync(Guid id, ApiDbContext db, CancellationToken cancellationToken)
    {
        var row = await db.DataSets.AsNoTracking().SingleOrDefaultAsync(dataSet => dataSet.Id == id, cancellationToken);
        return TypedResults.Ok(DataSetResponse.Of(row ?? throw ApiException.NotFound("data set")));
    }

    public static async Task<Ok<Page<Item>>> ListAsync(
        [AsParameters] ListQuery query,
        string? tag,
        ApiDbContext db,
        CancellationToken cancellationToken
    )
    {
        var (limit, before) = query.Parse();
        var rows = await db
            .DataSets.AsNoTracking()
            .Where(row => before == null || row.Id < before)
            .Where(row => tag == null || row.Tags.Contains(tag))
            .OrderByDescending(row => row.Id)
            .Take(limit + 1)
            .Select(row => new Item(row.Id, row.Name, row.Tags, row.CreatedAt))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(ListQuery.PageOf(rows, limit, row => row.Id));
    }
}
