using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Etags;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Identity;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Members;

/// <summary>PUT /members/{id}: other roles; a subject never changes.</summary>
internal static class ChangeMember
{
    public sealed record Request(IReadOnlyList<Role> Roles);

    public static async Task<Ok<MemberResponse>> HandleAsync(
        Guid id,
        Request request,
        HttpContext http,
        ApiDbContext db,
        UnitOfWork unitOfWork,
        TenantContext tenant,
        CancellationToken cancellationToken
    )
    {
        MemberRules.Check(request.Roles).ThrowIfAny("the member is not valid");
        return await unitOfWork.RunAsync(
            async () =>
            {
                var member = await MemberRules.FindForChangeAsync(id, db, tenant.TenantId, cancellationToken);
                Etag.DemandMatch(http, member.Revision);
                if (member.RevokedAt is not null)
                {
                    throw new ApiException(ErrorCode.Conflict, "the member is revoked for good: make another of the same subject");
                }

                if (!request.Roles.Contains(Role.OrgAdmin))
                {
                    await MemberRules.DemandAnotherAdminAsync(member, db, cancellationToken);
                }

                member.Roles = MemberRules.NamesOf(request.Roles);
                member.Revision++;
                await db.SaveChangesAsync(cancellationToken);
                Etag.Write(http, member.Revision);
                return TypedResults.Ok(MemberResponse.Of(member));
            },
            cancellationToken
        );
    }
}
