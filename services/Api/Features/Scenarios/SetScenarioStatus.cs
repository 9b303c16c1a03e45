using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Validation;
using Orchestra.Contracts.Scenarios;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Scenarios;

/// <summary>POST /scenarios/{id}/publish and /deprecate: of the latest version, unless <c>?version=</c> names another.</summary>
internal static class SetScenarioStatus
{
    public static Task<Ok<ScenarioResponse>> PublishAsync(
        Guid id,
        int? version,
        [AsParameters] ScenarioChange change,
        CancellationToken cancellationToken
    ) => SetAsync(id, version, ScenarioStatus.Published, change, cancellationToken);

    public static Task<Ok<ScenarioResponse>> DeprecateAsync(
        Guid id,
        int? version,
        [AsParameters] ScenarioChange change,
        CancellationToken cancellationToken
    ) => SetAsync(id, version, ScenarioStatus.Deprecated, change, cancellationToken);

    private static Task<Ok<ScenarioResponse>> SetAsync(
        Guid id,
        int? number,
        ScenarioStatus status,
        ScenarioChange change,
        CancellationToken cancellationToken
    ) =>
        change.UnitOfWork.RunAsync(
            async () =>
            {
                var row = await change.FindAsync(id, demandsEtag: false, cancellationToken);
                var wanted = number ?? row.LatestVersion;
                var version =
                    await change.Db.ScenarioVersions.SingleOrDefaultAsync(
                        item => item.ScenarioId == id && item.Version == wanted,
                        cancellationToken
                    ) ?? throw ApiException.NotFound("scenario version");
                if (version.Status != status)
                {
                    version.Status = status;
                    await change.Store.SaveAsync(row, cancellationToken);
                    await DemandGoodDependenciesAsync(row, change, cancellationToken);
                }

                return TypedResults.Ok(change.Answer(row, version));
            },
            cancellationToken
        );

    // The version that runs take may be an old one now, and what it waits for may have gone or changed since.
    private static async Task DemandGoodDependenciesAsync(Scenario row, ScenarioChange change, CancellationToken cancellationToken)
    {
        var body = await change
            .Db.ScenarioVersions.Where(version => version.ScenarioId == row.Id && version.Version == row.RunVersion)
            .Select(version => version.Body)
            .SingleOrDefaultAsync(cancellationToken);
        if (body?.DependsOn is null)
        {
            return;
        }

        var faults = new FaultList();
        new DependencyCheck(await change.Store.DependenciesAsync(row.SuiteId, cancellationToken)).Check(body, faults);
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
