using Microsoft.AspNetCore.Http.HttpResults;
using Orchestra.Api.Data;
using Orchestra.Api.Etags;
using Orchestra.Runs.Reading;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Scenarios;

/// <summary>DELETE /scenarios/{id}: with its versions; its runs stay, because each carries its plan.</summary>
internal static class DeleteScenario
{
    public static Task<NoContent> HandleAsync(
        Guid id,
        HttpContext http,
        ApiDbContext db,
        ScenarioStore store,
        SuiteRunReader suiteRuns,
        UnitOfWork unitOfWork,
        TenantContext tenant,
        TimeProvider time,
        CancellationToken cancellationToken
    ) =>
        unitOfWork.RunAsync(
            async () =>
            {
                var row = await store.FindForChangeAsync(id, cancellationToken);
                Etag.DemandMatchIfSent(http, row.Revision);
                ScenarioLock.DemandFree(row, tenant.Principal.Subject, time.GetUtcNow());
                var dependants = (await store.DependenciesAsync(row.SuiteId, cancellationToken))
                    .Where(other => other.Key != row.Key && other.Value.Contains(row.Key))
                    .Select(other => $"'{other.Key}'")
                    .ToList();
                if (dependants.Count > 0)
                {
                    throw new ApiException(
                        ErrorCode.Conflict,
                        $"{string.Join(", ", dependants)} depends on the scenario: change that first"
                    );
                }

                if (await suiteRuns.IsUnderWayAsync(tenant.TenantId, row.SuiteId, [id], cancellationToken))
                {
                    throw new ApiException(ErrorCode.Conflict, "a run of the scenario is under way: cancel it or wait for its end");
                }

                db.Scenarios.Remove(row);
                await db.SaveChangesAsync(cancellationToken);
                return TypedResults.NoContent();
            },
            cancellationToken
        );
}
