using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Runs.Reading;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Suites;

/// <summary>DELETE /suites/{id}: the suite goes with its scenarios; its runs stay, because each carries its plan.</summary>
internal static class DeleteSuite
{
    public static async Task<NoContent> HandleAsync(
        Guid id,
        ApiDbContext db,
        SuiteRunReader suiteRuns,
        TenantContext tenant,
        CancellationToken cancellationToken
    )
    {
        var scenarios = await db.Scenarios.Where(row => row.SuiteId == id).Select(row => row.Id).ToArrayAsync(cancellationToken);
        if (await suiteRuns.IsUnderWayAsync(tenant.TenantId, id, scenarios, cancellationToken))
        {
            throw new ApiException(ErrorCode.Conflict, "a run of the suite is under way: cancel it or wait for its end");
        }

        return await db.Suites.Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken) > 0
            ? TypedResults.NoContent()
            : throw ApiException.NotFound("suite");
    }
}
