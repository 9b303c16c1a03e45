using Microsoft.AspNetCore.Http.HttpResults;
using Orchestra.Api.Data;
using Orchestra.Api.Etags;
using Orchestra.Contracts.Scenarios;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Scenarios;

/// <summary>PUT /scenarios/{id}: a new version, DRAFT; the versions before stay as they are.</summary>
internal static class ChangeScenario
{
    public static Task<Ok<ScenarioResponse>> HandleAsync(
        Guid id,
        TestScenario body,
        HttpContext http,
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
                Etag.DemandMatch(http, row.Revision);
                ScenarioLock.DemandFree(row, tenant.Principal.Subject, time.GetUtcNow());
                await new ScenarioCheck(db, store).DemandGoodAsync(body, row.SuiteId, row.Key, cancellationToken);
                var version = await store.AddVersionAsync(row, body, cancellationToken);
                Etag.Write(http, row.Revision);
                return TypedResults.Ok(ScenarioResponse.Of(row, version, time.GetUtcNow()));
            },
            cancellationToken
        );
}
