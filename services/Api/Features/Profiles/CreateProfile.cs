using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Etags;
using Orchestra.Contracts;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Profiles;

/// <summary>POST /db-profiles, /kafka-profiles, /queue-profiles, /auth-profiles</summary>
internal static class CreateProfile
{
    public static async Task<Created<ProfileResponse<T>>> HandleAsync<T>(
        ProfileRequest<T> request,
        HttpContext http,
        ProfileShape<T> shape,
        ApiDbContext db,
        TenantContext tenant,
        TimeProvider time,
        CancellationToken cancellationToken
    )
        where T : class
    {
        request.DemandGood(shape);
        var now = time.GetUtcNow();
        var row = new ConnectionProfile
        {
            TenantId = tenant.TenantId,
            Id = Guid.CreateVersion7(now),
            Kind = shape.Kind,
            Name = request.Name,
            Body = BodyOf(request.Profile),
            CreatedAt = now,
            CreatedBy = tenant.Principal.Subject,
        };
        db.Profiles.Add(row);
        await SaveAsync(db, shape, row.Name, cancellationToken);
        Etag.Write(http, row.Revision);
        return TypedResults.Created($"/api/v1/{shape.Segment}/{row.Id}", ProfileResponse<T>.Of(row));
    }

    public static JsonObject BodyOf<T>(T profile) => JsonSerializer.SerializeToNode(profile, OrchestraJson.Options)!.AsObject();

    /// <summary>Saves one profile; what the database refuses reads like what the checks before it refuse.</summary>
    public static async Task SaveAsync<T>(ApiDbContext db, ProfileShape<T> shape, string name, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw Etag.Stale();
        }
        catch (DbUpdateException e) when (UniqueViolation.Is(e))
        {
            throw new ApiException(ErrorCode.Conflict, $"there is a {shape.Noun} '{name}' already");
        }
    }
}
