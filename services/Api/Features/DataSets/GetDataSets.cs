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
    public static async Task<Ok<DataSetResponse>> HandleAsync(Guid id, ApiDbContext db, CancellationToken cancellationToken)
    {
        var row = await db.DataSets.AsNoTracking().SingleOrDefaultAsync(dataSet => dataSet.Id == id, cancellationToken);
        return TypedResults.Ok(DataSetResponse.Of(row ?? throw ApiException.NotFound("data set")));
    }

    public static async Task<Ok<Page<DataSetResponse>>> ListAsync(
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
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(ListQuery.PageOf([.. rows.Select(DataSetResponse.Of)], limit, row => row.Id));
    }
}
