using Microsoft.AspNetCore.Http.HttpResults;
using Orchestra.Api.Data;
using Orchestra.Api.Validation;
using Orchestra.ServiceDefaults.Identity;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Scenarios;

/// <summary>POST /scenarios/{id}/lock and /unlock: until the expiry nobody but the owner changes the scenario.</summary>
internal static class LockScenario
{
    private const int DefaultMs = 15 * 60 * 1000;
    private const int LongestMs = 24 * 60 * 60 * 1000;

    /// <param name="ExpiresInMs">Milliseconds that the lock holds; 15 minutes when absent.</param>
    public sealed record Request(int? ExpiresInMs);

    public static Task<Ok<ScenarioLock>> LockAsync(
        Guid id,
        Request? request,
        ApiDbContext db,
        ScenarioStore store,
        UnitOfWork unitOfWork,
        TenantContext tenant,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        new FaultList()
            .Demand(request?.ExpiresInMs is null or (>= 1000 and <= LongestMs), "expiresInMs", "expiresInMs must be from 1000 to 86400000")
            .ThrowIfAny("the lock is not valid");
        return unitOfWork.RunAsync(
            async () =>
            {
                var row = await store.FindForChangeAsync(id, cancellationToken);
                var now = time.GetUtcNow();
                ScenarioLock.DemandFree(row, tenant.Principal.Subject, now);
                row.LockedBy = tenant.Principal.Subject;
                row.LockedUntil = now.AddMilliseconds(request?.ExpiresInMs ?? DefaultMs);
                await db.SaveChangesAsync(cancellationToken);
                return TypedResults.Ok(ScenarioLock.Of(row, now)!);
            },
            cancellationToken
        );
    }

    /// <summary>The owner gives it back; an administrator may take it from them.</summary>
    public static Task<NoContent> UnlockAsync(
        Guid id,
        ApiDbContext db,
        ScenarioStore store,
        UnitOfWork unitOfWork,
        TenantContext tenant,
        TimeProvider time,
        CancellationToken cancellationToken
    ) =>
        unitOfWork.RunAsync(
            async () =>
            {
                var row = await store.FindForChangeAsync(id, cancellationToken);
                if (!tenant.Principal.May(Permission.Administer))
                {
                    ScenarioLock.DemandFree(row, tenant.Principal.Subject, time.GetUtcNow());
                }

                row.LockedBy = null;
                row.LockedUntil = null;
                await db.SaveChangesAsync(cancellationToken);
                return TypedResults.NoContent();
            },
            cancellationToken
        );
}
