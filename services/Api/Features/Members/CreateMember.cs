using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Etags;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Identity;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Members;

/// <summary>POST /members</summary>
internal static class CreateMember
{
    public sealed record Request(string Subject, IReadOnlyList<Role> Roles);

    public static async Task<Created<MemberResponse>> HandleAsync(
        Request request,
        HttpContext http,
        ApiDbContext db,
        TenantContext tenant,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        MemberRules.Check(request.Roles).Text(request.Subject, "subject", 255).ThrowIfAny("the member is not valid");
        var now = time.GetUtcNow();
        var row = new Member
        {
            TenantId = tenant.TenantId,
            Id = Guid.CreateVersion7(now),
            Subject = request.Subject,
            Roles = MemberRules.NamesOf(request.Roles),
            CreatedAt = now,
            CreatedBy = tenant.Principal.Subject,
        };
        db.Members.Add(row);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (UniqueViolation.Is(e))
        {
            throw new ApiException(ErrorCode.Conflict, $"'{request.Subject}' is a member already: change the roles there");
        }

        Etag.Write(http, row.Revision);
        return TypedResults.Created($"/api/v1/members/{row.Id}", MemberResponse.Of(row));
    }
}
