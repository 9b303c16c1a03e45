using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Planning;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Environments;

/// <summary>
/// POST /environments/{id}/check: asks each service for its base URL, as a step of a run would, connects to each profile's servers, and
/// says what fails.
/// </summary>
internal static class CheckEnvironment
{
    private const int AtOnce = 50;

    /// <summary>What the check found.</summary>
    /// <param name="Ok">Whether every service and every server of a profile is there.</param>
    /// <param name="Services">Each service, by name.</param>
    /// <param name="Profiles">Each server of each profile, by kind and alias.</param>
    public sealed record Response(
        bool Ok,
        IReadOnlyList<ServiceProbe.Finding> Services,
        IReadOnlyList<ProfileProbe.ProfileFinding> Profiles
    );

    public static async Task<Ok<Response>> HandleAsync(
        Guid id,
        ApiDbContext db,
        ServiceProbe serviceProbe,
        ProfileProbe profileProbe,
        TenantContext tenant,
        CancellationToken cancellationToken
    )
    {
        var environment =
            await db.Environments.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken)
            ?? throw ApiException.NotFound("environment");
        await OutboundCeiling.DemandInsideAsync(db, environment, cancellationToken);
        var frozen = await PlanEnvironments.FreezeAsync(db, environment, cancellationToken);
        var services = new ConcurrentBag<ServiceProbe.Finding>();
        var profiles = new ConcurrentBag<ProfileProbe.ProfileFinding>();
        IEnumerable<Func<CancellationToken, Task>> tries =
        [
            .. frozen.ServiceUrls.Select(service =>
                (Func<CancellationToken, Task>)(
                    async stop => services.Add(await serviceProbe.TryAsync(service.Key, service.Value, frozen.Allow, tenant.TenantId, stop))
                )
            ),
            .. ProfileServer
                .Of(frozen)
                .Select(server =>
                    (Func<CancellationToken, Task>)(
                        async stop => profiles.Add(await profileProbe.TryAsync(server, frozen.Allow, tenant.TenantId, stop))
                    )
                ),
        ];
        await Parallel.ForEachAsync(
            tries,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (attempt, stop) => await attempt(stop)
        );
        return TypedResults.Ok(
            new Response(
                services.All(finding => finding.Ok) && profiles.All(finding => finding.Ok),
                [.. services.OrderBy(finding => finding.Service, StringComparer.Ordinal)],
                [
                    .. profiles
                        .OrderBy(finding => finding.Kind)
                        .ThenBy(finding => finding.Alias, StringComparer.Ordinal)
                        .ThenBy(finding => finding.Server, StringComparer.Ordinal),
                ]
            )
        );
    }
}
