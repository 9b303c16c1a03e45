using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Etags;
using Orchestra.Api.Lists;
using Orchestra.Api.Validation;
using Orchestra.Contracts.Lists;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.DataSets;

/// <summary>GET /datasets and /datasets/{id}</summary>
internal static class GetDataSets
{
    /// <summary>A line of the list: the data is in the one data set's own answer.</summary>
    public sealed record Item(
        Guid Id,
        string Name,
        DataSetScope Scope,
        Guid? SuiteId,
        Guid? ScenarioId,
        DataSetOrigin Origin,
        IReadOnlyList<string> Tags,
        DateTimeOffset CreatedAt,
        DataSetRecommendation? Recommendation = null
    )
    {
        public static Item Of(DataSet row, DataSetRecommendation recommendation) =>
            new(row.Id, row.Name, row.Scope, row.SuiteId, row.ScenarioId, row.Origin, row.Tags, row.CreatedAt, recommendation);
    }

    public static async Task<Ok<DataSetResponse>> HandleAsync(
        Guid id,
        HttpContext http,
        ApiDbContext db,
        CancellationToken cancellationToken
    )
    {
        var row =
            await db.DataSets.AsNoTracking().SingleOrDefaultAsync(dataSet => dataSet.Id == id, cancellationToken)
            ?? throw ApiException.NotFound("data set");
        Etag.Write(http, row.Revision);
        return TypedResults.Ok(DataSetResponse.Of(row));
    }

    public static async Task<Ok<Page<Item>>> ListAsync(
        [AsParameters] ListQuery query,
        [AsParameters] DataSetFilter filter,
        ApiDbContext db,
        CancellationToken cancellationToken
    )
    {
        var (limit, before) = query.Parse();
        var rows = filter.Apply(db.DataSets.AsNoTracking());
        if (filter.RecommendedFor is { } target)
        {
            new FaultList()
                .Demand(before is null, "cursor", "recommendations are one page, the best first: leave the cursor out and raise the limit")
                .ThrowIfAny("the list's query is not valid");
            return TypedResults.Ok(new Page<Item>(await new DataSetAdvisor(db).AdviseAsync(target, rows, limit, cancellationToken), null));
        }

        var items = await rows.Where(row => before == null || row.Id < before)
            .OrderByDescending(row => row.Id)
            .Take(limit + 1)
            .Select(row => new Item(row.Id, row.Name, row.Scope, row.SuiteId, row.ScenarioId, row.Origin, row.Tags, row.CreatedAt, null))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(ListQuery.PageOf(items, limit, row => row.Id));
    }
}
