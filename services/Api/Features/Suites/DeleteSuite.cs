using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Features.Scenarios;
using Orchestra.Runs.Reading;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Suites;

/// <summary>DELETE /suites/{id}: the suite goes with its scenarios; its runs stay, because each carries its plan.</summary>
internal static class DeleteSuite
{
    /// <summary>What the handler needs.</summary>
    internal sealed record Context(
        ApiDbContext Db,
        ScenarioStore Store,
        SuiteRunReader SuiteRuns,
        UnitOfWork UnitOfWork,
        TenantContext Tenant,
        TimeProvider Time
    );

    public static Task<NoContent> HandleAsync(Guid id, [AsParameters] Context context, CancellationToken cancellationToken) =>
        context.UnitOfWork.RunAsync(
            async () =>
            {
                await context.Store.FindSuiteForChangeAsync(id, cancellationToken);
                var scenarios = await context.Db.Scenarios.AsNoTracking().Where(row => row.SuiteId == id).ToListAsync(cancellationToken);
                scenarios.ForEach(row => ScenarioLock.DemandFree(row, context.Tenant.Principal.Subject, context.Time.GetUtcNow()));
                Guid[] ids = [.. scenarios.Select(row => row.Id)];
                if (await context.SuiteRuns.IsUnderWayAsync(context.Tenant.TenantId, id, ids, cancellationToken))
                {
                    throw new ApiException(ErrorCode.Conflict, "a run of the suite is under way: cancel it or wait for its end");
                }

                await context.Db.Suites.Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken);
                return TypedResults.NoContent();
            },
            cancellationToken
        );
}
