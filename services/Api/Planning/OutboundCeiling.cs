using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Engine.Outbound;

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
}
