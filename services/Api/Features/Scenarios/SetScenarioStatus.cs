using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Etags;
using Orchestra.Api.Validation;
using Orchestra.Contracts.Scenarios;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Scenarios;

/// <summary>POST /scenarios/{id}/publish and /deprecate: of the latest version, unless <c>?version=</c> names another.</summary>
internal static class SetScenarioStatus
{
    /// <summary>What both need.</summary>
    internal sealed record Context(
        HttpContext Http,
        ApiDbContext Db,
        ScenarioStore Store,
        UnitOfWork UnitOfWork,
        TenantContext Tenant,
        TimeProvider Time
    );

    public static Task<Ok<ScenarioResponse>> PublishAsync(
        Guid id,
        int? version,
        [AsParameters] Context context,
        CancellationToken cancellationToken
    ) => SetAsync(id, version, ScenarioStatus.Published, context, cancellationToken);

    public static Task<Ok<ScenarioResponse>> DeprecateAsync(
        Guid id,
        int? version,
        [AsParameters] Context context,
        CancellationToken cancellationToken
    ) => SetAsync(id, version, ScenarioStatus.Deprecated, context, cancellationToken);

    private static Task<Ok<ScenarioResponse>> SetAsync(
        Guid id,
        int? number,
        ScenarioStatus status,
        Context context,
        CancellationToken cancellationToken
    ) =>
        context.UnitOfWork.RunAsync(
            async () =>
            {
                var row = await context.Store.FindForChangeAsync(id, cancellationToken);
                Etag.DemandMatchIfSent(context.Http, row.Revision);
                ScenarioLock.DemandFree(row, context.Tenant.Principal.Subject, context.Time.GetUtcNow());
                var wanted = number ?? row.LatestVersion;
                var version =
                    await context.Db.ScenarioVersions.SingleOrDefaultAsync(
                        item => item.ScenarioId == id && item.Version == wanted,
                        cancellationToken
                    ) ?? throw ApiException.NotFound("scenario version");
                if (version.Status != status)
                {
                    version.Status = status;
                    await context.Store.SaveAsync(row, cancellationToken);
                    await DemandGoodDependenciesAsync(row, context, cancellationToken);
                }

                Etag.Write(context.Http, row.Revision);
                return TypedResults.Ok(ScenarioResponse.Of(row, version, context.Time.GetUtcNow()));
            },
            cancellationToken
        );

    // The version that runs take may be an old one now, and what it waits for may have gone or changed since.
    private static async Task DemandGoodDependenciesAsync(Scenario row, Context context, CancellationToken cancellationToken)
    {
        var body = await context
            .Db.ScenarioVersions.Where(version => version.ScenarioId == row.Id && version.Version == row.RunVersion)
            .Select(version => version.Body)
            .SingleOrDefaultAsync(cancellationToken);
        if (body?.DependsOn is null)
        {
            return;
        }

        var faults = new FaultList();
        new DependencyCheck(await context.Store.DependenciesAsync(row.SuiteId, cancellationToken)).Check(body, faults);
        if (!faults.IsEmpty)
        {
            throw new ApiException(
                ErrorCode.Conflict,
                $"runs would take version {row.RunVersion}, whose dependencies are not good any more: {faults.All[0].Message}",
                faults.All
            );
        }
    }
}
