using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Etags;
using Orchestra.Api.Lists;
using Orchestra.Contracts.Lists;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Members;

/// <summary>GET /members and /members/{id}</summary>
internal static class GetMembers
{
    public static async Task<Ok<MemberResponse>> HandleAsync(
        Guid id,
        HttpContext http,
        ApiDbContext db,
        CancellationToken cancellationToken
    )
    {
        var member =
            await db.Members.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken)
            ?? throw ApiException.NotFound("member");
        Etag.Write(http, member.Revision);
        return TypedResults.Ok(MemberResponse.Of(member));
    }

    public static async Task<Ok<Page<MemberResponse>>> ListAsync(
        [AsParameters] ListQuery query,
        ApiDbContext db,
        CancellationToken cancellationToken
    )
    {
        var (limit, before) = query.Parse();
        var rows = await db
            .Members.AsNoTracking()
            .Where(row => before == null || row.Id < before)
            .OrderByDescending(row => row.Id)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(ListQuery.PageOf([.. rows.Select(MemberResponse.Of)], limit, row => row.Id));
    }
}
