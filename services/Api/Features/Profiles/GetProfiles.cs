using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Etags;
using Orchestra.Api.Lists;
using Orchestra.Contracts.Lists;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Profiles;

/// <summary>GET /…-profiles and /…-profiles/{id}</summary>
internal static class GetProfiles
{
    /// <summary>A line of the list: what the profile says is in its own answer.</summary>
    public sealed record ProfileItem(Guid Id, string Name, DateTimeOffset CreatedAt, string CreatedBy);

    public static async Task<Ok<ProfileResponse<T>>> HandleAsync<T>(
        Guid id,
        HttpContext http,
        ProfileShape<T> shape,
        ApiDbContext db,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var row =
            await db
                .Profiles.AsNoTracking()
                .SingleOrDefaultAsync(profile => profile.Id == id && profile.Kind == shape.Kind, cancellationToken)
            ?? throw ApiException.NotFound(shape.Noun);
        Etag.Write(http, row.Revision);
        return TypedResults.Ok(ProfileResponse<T>.Of(row));
    }

    public static async Task<Ok<Page<ProfileItem>>> ListAsync<T>(
        [AsParameters] ListQuery query,
        ProfileShape<T> shape,
        ApiDbContext db,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var (limit, before) = query.Parse();
        var rows = await db
            .Profiles.AsNoTracking()
            .Where(row => row.Kind == shape.Kind && (before == null || row.Id < before))
            .OrderByDescending(row => row.Id)
            .Take(limit + 1)
            .Select(row => new ProfileItem(row.Id, row.Name, row.CreatedAt, row.CreatedBy))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(ListQuery.PageOf(rows, limit, row => row.Id));
    }
}
