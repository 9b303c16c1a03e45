using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Etags;
using Orchestra.Contracts.Scenarios;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Scenarios;

/// <summary>POST /suites/{id}/scenarios: a scenario made by hand, in the shape that generated ones have.</summary>
internal static class CreateScenario
{
    public static Task<Created<ScenarioResponse>> HandleAsync(
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
                var suite = await store.FindSuiteForChangeAsync(id, cancellationToken);
                await new ScenarioCheck(db, store).DemandGoodAsync(body, suite.Id, null, cancellationToken);
                await ScenarioLimit.DemandRoomAsync(db, tenant.TenantId, 1, cancellationToken);
                if (await db.Scenarios.AnyAsync(row => row.SuiteId == id && row.Key == body.Key, cancellationToken))
                {
                    throw new ApiException(ErrorCode.Conflict, $"the suite has a scenario '{body.Key}' already");
                }

                var position = await db.Scenarios.Where(row => row.SuiteId == id).MaxAsync(row => (int?)row.Position, cancellationToken);
                var (row, version) = store.Add(suite, body, (position ?? -1) + 1, generated: null);
                await db.SaveChangesAsync(cancellationToken);
                Etag.Write(http, row.Revision);
                return TypedResults.Created($"/api/v1/scenarios/{row.Id}", ScenarioResponse.Of(row, version, time.GetUtcNow()));
            },
            cancellationToken
        );
}
