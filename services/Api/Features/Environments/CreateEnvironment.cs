using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Etags;
using Orchestra.Api.Planning;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Environments;

/// <summary>POST /environments: its ranges must lie inside the tenant's ceiling.</summary>
internal static class CreateEnvironment
{
    public static async Task<Created<EnvironmentResponse>> HandleAsync(
        EnvironmentRequest request,
        HttpContext http,
        ApiDbContext db,
        TenantContext tenant,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        request.DemandGood(
            await OutboundCeiling.FaultsAsync(db, request.RangesToJudge(), cancellationToken),
            await ProfileAliases.FindAsync(db, request, cancellationToken)
        );
        var now = time.GetUtcNow();
        var row = new TestEnvironment
        {
            TenantId = tenant.TenantId,
            Id = Guid.CreateVersion7(now),
            Name = request.Name,
            ServiceUrls = request.ServiceUrls ?? [],
            Variables = request.Variables ?? [],
            Allow = [.. request.Allow ?? []],
            Mask = [.. request.Mask ?? []],
            ServiceAuth = request.ServiceAuth ?? [],
            ServiceTls = request.ServiceTls ?? [],
            CreatedAt = now,
            CreatedBy = tenant.Principal.Subject,
        };
        ProfileAliases.Set(row, request);
        db.Environments.Add(row);
        await SaveAsync(db, row.Name, cancellationToken);
        Etag.Write(http, row.Revision);
        return TypedResults.Created($"/api/v1/environments/{row.Id}", EnvironmentResponse.Of(row));
    }

    /// <summary>Saves one environment; what the database refuses reads like what the checks before it refuse.</summary>
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
        catch (DbUpdateException e) when (ProfileAliases.IsTaken(e))
        {
            // Somebody gave the environment the same alias at the same time.
            throw Etag.Stale();
        }
        catch (DbUpdateException e) when (UniqueViolation.Is(e))
        {
            throw new ApiException(ErrorCode.Conflict, $"there is an environment '{name}' already");
        }
        catch (DbUpdateException e) when (ForeignKeyViolation.Is(e))
        {
            throw new ApiException(ErrorCode.Conflict, "a profile that the environment names was just deleted");
        }
    }
}
