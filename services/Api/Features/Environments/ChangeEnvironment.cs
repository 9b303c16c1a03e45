using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Etags;
using Orchestra.Api.Planning;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Environments;

/// <summary>PUT /environments/{id}: runs that were accepted before stay where they were planned to go.</summary>
internal static class ChangeEnvironment
{
    public static async Task<Ok<EnvironmentResponse>> HandleAsync(
        Guid id,
        EnvironmentRequest request,
        HttpContext http,
        ApiDbContext db,
        CancellationToken cancellationToken
    )
    {
        request.DemandGood(
            await OutboundCeiling.FaultsAsync(db, request.RangesToJudge(), cancellationToken),
            await ProfileAliases.FindAsync(db, request, cancellationToken)
        );
        var row =
            await db.Environments.SingleOrDefaultAsync(row => row.Id == id, cancellationToken)
            ?? throw ApiException.NotFound("environment");
        Etag.DemandMatch(http, row.Revision);
        row.Name = request.Name;
        row.ServiceUrls = request.ServiceUrls ?? [];
        row.Variables = request.Variables ?? [];
        row.Allow = [.. request.Allow ?? []];
        row.Mask = [.. request.Mask ?? []];
        row.ServiceAuth = request.ServiceAuth ?? [];
        row.ServiceTls = request.ServiceTls ?? [];
        ProfileAliases.Set(row, request);
        row.Revision++;
        await CreateEnvironment.SaveAsync(db, row.Name, cancellationToken);
        Etag.Write(http, row.Revision);
        return TypedResults.Ok(EnvironmentResponse.Of(row));
    }
}
