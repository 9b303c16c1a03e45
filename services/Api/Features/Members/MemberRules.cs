using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Validation;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.Api.Features.Members;

/// <summary>What holds for members whether they are made, changed or revoked.</summary>
internal static class MemberRules
{
    private static readonly string Admin = RoleNames.Of(Role.OrgAdmin);

    public static FaultList Check(IReadOnlyList<Role>? roles) =>
        new FaultList()
            .Demand(roles is { Count: > 0 and <= 50 }, "roles", "roles must name at least one role, at most 50")
            .Demand(
                roles?.Contains(Role.PlatformAdmin) != true,
                "roles",
                "PLATFORM_ADMIN is no tenant's role: such keys come from bootstrap"
            );

    public static string[] NamesOf(IEnumerable<Role> roles) => [.. roles.Distinct().Select(RoleNames.Of)];

    /// <summary>A member who is still one; inside the unit of work that changes it.</summary>
    public static async Task<Member> FindForChangeAsync(Guid id, ApiDbContext db, Guid tenantId, CancellationToken cancellationToken)
    {
        // The settings' row is locked up to the commit: of the last two administrators each could else take the other for the last.
        await db
            .Settings.FromSql($"select * from identity.tenant_settings where tenant_id = {tenantId} for update")
            .AsNoTracking()
            .Select(row => row.Revision)
            .SingleOrDefaultAsync(cancellationToken);
        return await db.Members.SingleOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw ApiException.NotFound("member");
    }

    /// <summary>Refuses to leave a tenant that has administrators without one.</summary>
    public static async Task DemandAnotherAdminAsync(Member member, ApiDbContext db, CancellationToken cancellationToken)
    {
        if (
            member.RevokedAt is null
            && member.Roles.Contains(Admin, StringComparer.Ordinal)
            && !await db.Members.AnyAsync(
                row => row.Id != member.Id && row.RevokedAt == null && row.Roles.Contains(Admin),
                cancellationToken
            )
        )
        {
            throw new ApiException(
                ErrorCode.Conflict,
                $"'{member.Subject}' is the last member with the role {Admin}: give it to another first"
            );
        }
    }
}
