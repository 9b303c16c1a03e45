using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Scenarios;

/// <summary>The tenant's limit of scenarios.</summary>
internal static class ScenarioLimit
{
    /// <summary>409 when the tenant has no room for <paramref name="more"/> beside those saved; inside the unit of work that adds them.</summary>
    public static async Task DemandRoomAsync(ApiDbContext db, Guid tenantId, int more, CancellationToken cancellationToken)
    {
        // The settings' row is locked up to the commit: two requests at once would both count before either has inserted.
        var limit = await db
            .Settings.FromSql($"select * from identity.tenant_settings where tenant_id = {tenantId} for update")
            .AsNoTracking()
            .Select(row => row.MaxScenariosPerTenant)
            .SingleOrDefaultAsync(cancellationToken);
        if (await db.Scenarios.CountAsync(cancellationToken) + more > limit)
        {
            throw new ApiException(
                ErrorCode.Conflict,
                $"the tenant may have {limit} scenarios: delete suites or raise maxScenariosPerTenant"
            );
        }
    }
}
