using Microsoft.AspNetCore.Http.HttpResults;
using Orchestra.Api.Data;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Members;

/// <summary>DELETE /members/{id}: the row stays, for the record of who had access.</summary>
internal static class RevokeMember
{
    public static Task<NoContent> HandleAsync(
        Guid id,
        ApiDbContext db,
        UnitOfWork unitOfWork,
        TenantContext tenant,
        TimeProvider time,
        CancellationToken cancellationToken
    ) =>
        unitOfWork.RunAsync(
            async () =>
            {
                // No revision is asked for: nobody's change may keep a member from being revoked.
                var member = await MemberRules.FindForChangeAsync(id, db, tenant.TenantId, cancellationToken);
                if (member.RevokedAt is null)
                {
                    await MemberRules.DemandAnotherAdminAsync(member, db, cancellationToken);
                    member.RevokedAt = time.GetUtcNow();
                    member.Revision++;
                    await db.SaveChangesAsync(cancellationToken);
                }

                return TypedResults.NoContent();
            },
            cancellationToken
        );
}
