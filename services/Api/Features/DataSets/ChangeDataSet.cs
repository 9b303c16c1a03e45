using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Etags;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.DataSets;

/// <summary>PUT /datasets/{id}: runs that were accepted before keep the data they were planned with.</summary>
internal static class ChangeDataSet
{
    public static async Task<Ok<DataSetResponse>> HandleAsync(
        Guid id,
        DataSetRequest request,
        HttpContext http,
        ApiDbContext db,
        CancellationToken cancellationToken
    )
    {
        request.DemandGood();
        var row = await db.DataSets.SingleOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw ApiException.NotFound("data set");
        Etag.DemandMatch(http, row.Revision);
        var place = await DataSetPlace.FindAsync(request.Scope, request.SuiteId, request.ScenarioId, db, cancellationToken);
        (row.Name, row.Tags, row.Data) = (request.Name, [.. request.Tags ?? []], request.Data);
        (row.Scope, row.SuiteId, row.ScenarioId) = place;
        row.Revision++;
        await CreateDataSet.SaveAsync(db, row.Name, cancellationToken);
        Etag.Write(http, row.Revision);
        return TypedResults.Ok(DataSetResponse.Of(row));
    }
}
