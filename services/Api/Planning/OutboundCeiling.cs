using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Contracts.Errors;
using Orchestra.Engine.Outbound;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Planning;

/// <summary>
/// The tenant's ceiling: what an environment opens must lie inside it when it is made, and again whenever a run is planned, so that a
/// ceiling that was lowered holds for environments from before.
/// </summary>
internal static class OutboundCeiling
{
    /// <summary>What of <paramref name="allow"/> the tenant may not open now.</summary>
    public static async Task<IReadOnlyList<OutboundPolicyFault>> FaultsAsync(
        ApiDbContext db,
        IReadOnlyList<string> allow,
        CancellationToken cancellationToken
    )
    {
        var ceiling = await db.Settings.AsNoTracking().Select(row => row.OutboundAllow).SingleOrDefaultAsync(cancellationToken) ?? [];
        var policy = new OutboundPolicy { Allow = [.. ceiling.Select(AddressRange.Parse)] };
        return OutboundPolicy.Combine(policy, allow).Faults;
    }

    /// <summary>Refuses to send anything for an environment that opens more than the tenant allows now.</summary>
    /// <exception cref="ApiException">400 with each range outside.</exception>
    public static Task DemandInsideAsync(ApiDbContext db, TestEnvironment environment, CancellationToken cancellationToken) =>
        DemandInsideAsync(db, environment.Name, environment.Allow, cancellationToken);

    /// <summary>The same for an environment as a plan froze it.</summary>
    /// <exception cref="ApiException">400 with each range outside.</exception>
    public static async Task DemandInsideAsync(
        ApiDbContext db,
        string name,
        IReadOnlyList<string> allow,
        CancellationToken cancellationToken
    )
    {
        var faults = await FaultsAsync(db, allow, cancellationToken);
        if (faults.Count > 0)
        {
            throw new ApiException(
                ErrorCode.BadRequest,
                $"environment '{name}' opens more than the tenant allows now: {faults[0].Message}",
                [.. faults.Select(fault => new Fault($"environment.allow[{fault.Index}]", null, fault.Message))]
            );
        }
    }
}
