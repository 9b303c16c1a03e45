using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Runs.Reading;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Environments;

/// <summary>
/// DELETE /environments/{id}: refused while a run in it is under way. The run would go on by its plan, and whoever deletes an environment
/// means that nothing goes there any more.
/// </summary>
internal static class DeleteEnvironment
{
    public static async Task<NoContent> HandleAsync(
        Guid id,
        ApiDbContext db,
        RunReader runs,
        TenantContext tenant,
        CancellationToken cancellationToken
    )
    {
        var name =
            await db.Environments.Where(row => row.Id == id).Select(row => row.Name).SingleOrDefaultAsync(cancellationToken)
            ?? throw ApiException.NotFound("environment");
        if (await runs.IsUnderWayInAsync(tenant.TenantId, name, cancellationToken))
        {
            throw new ApiException(ErrorCode.Conflict, $"a run in the environment '{name}' is under way: cancel it or wait for its end");
        }

        return await db.Environments.Where(row => row.Id == id).ExecuteDeleteAsync(cancellationToken) > 0
            ? TypedResults.NoContent()
            : throw ApiException.NotFound("environment");
    }
}
