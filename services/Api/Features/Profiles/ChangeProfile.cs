using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Etags;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Profiles;

/// <summary>PUT /…-profiles/{id}: it reaches every environment that uses it, and no run that was accepted before.</summary>
internal static class ChangeProfile
{
    public static async Task<Ok<ProfileResponse<T>>> HandleAsync<T>(
        Guid id,
        ProfileRequest<T> request,
        HttpContext http,
        ProfileShape<T> shape,
        ApiDbContext db,
        CancellationToken cancellationToken
    )
        where T : class
    {
        request.DemandGood(shape);
        var row =
            await db.Profiles.SingleOrDefaultAsync(row => row.Id == id && row.Kind == shape.Kind, cancellationToken)
            ?? throw ApiException.NotFound(shape.Noun);
        Etag.DemandMatch(http, row.Revision);
        row.Name = request.Name;
        row.Body = CreateProfile.BodyOf(request.Profile);
        row.Revision++;
        await CreateProfile.SaveAsync(db, shape, row.Name, cancellationToken);
        Etag.Write(http, row.Revision);
        return TypedResults.Ok(ProfileResponse<T>.Of(row));
    }
}
