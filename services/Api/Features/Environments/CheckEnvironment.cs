using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Planning;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Environments;

/// <summary>POST /environments/{id}/check: asks each service for its base URL, as a step of a run would, and says what fails.</summary>
internal static class CheckEnvironment
{
    private const int AtOnce = 50;

    /// <summary>What the check found.</summary>
    /// <param name="Ok">Whether every service answered.</param>
    /// <param name="Services">Each of them, by name.</param>
    public sealed record Response(bool Ok, IReadOnlyList<ServiceProbe.Finding> Services);

    public static async Task<Ok<Response>> HandleAsync(
        Guid id,
        ApiDbContext db,
        ServiceProbe probe,
        TenantContext tenant,
        CancellationToken cancellationToken
    )
    {
        var environment =
            await db.Environments.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken)
            ?? throw ApiException.NotFound("environment");
        await OutboundCeiling.DemandInsideAsync(db, environment, cancellationToken);
        var found = new ConcurrentBag<ServiceProbe.Finding>();
        await Parallel.ForEachAsync(
            environment.ServiceUrls,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (service, stop) => found.Add(await probe.TryAsync(service.Key, service.Value, environment.Allow, tenant.TenantId, stop))
        );
        return TypedResults.Ok(
            new Response(found.All(finding => finding.Ok), [.. found.OrderBy(finding => finding.Service, StringComparer.Ordinal)])
        );
    }
}
