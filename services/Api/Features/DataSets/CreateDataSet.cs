using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Etags;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.DataSets;

/// <summary>POST /datasets</summary>
internal static class CreateDataSet
{
    public static async Task<Created<DataSetResponse>> HandleAsync(
        DataSetRequest request,
        HttpContext http,
        ApiDbContext db,
        TenantContext tenant,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        request.DemandGood();
        var place = await DataSetPlace.FindAsync(request.Scope, request.SuiteId, request.ScenarioId, db, cancellationToken);
        var now = time.GetUtcNow();
        var row = new DataSet
        {
            TenantId = tenant.TenantId,
            Id = Guid.CreateVersion7(now),
            Name = request.Name,
            Scope = place.Scope,
            SuiteId = place.SuiteId,
            ScenarioId = place.ScenarioId,
            Origin = DataSetOrigin.Manual,
            Tags = [.. request.Tags ?? []],
            Data = request.Data,
            CreatedAt = now,
            CreatedBy = tenant.Principal.Subject,
        };
        db.DataSets.Add(row);
        await SaveAsync(db, row.Name, cancellationToken);
        Etag.Write(http, row.Revision);
        return TypedResults.Created($"/api/v1/datasets/{row.Id}", DataSetResponse.Of(row));
    }

    /// <summary>Saves one data set; what the database refuses reads like what the checks before it refuse.</summary>
    public static async Task SaveAsync(ApiDbContext db, string name, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw Etag.Stale();
        }
        catch (DbUpdateException e) when (UniqueViolation.Is(e))
        {
            throw new ApiException(ErrorCode.Conflict, $"there is a data set '{name}' already");
        }
        catch (DbUpdateException e) when (ForeignKeyViolation.Is(e))
        {
            throw new ApiException(ErrorCode.Conflict, "the suite or scenario that the data set belongs to was just deleted");
        }
    }
}
