using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Etags;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Identity;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.ApiKeys;

/// <summary>PUT /apikeys/{id}: other roles, another expiry or none. It holds from the key's next request on.</summary>
internal static class ChangeApiKey
{
    public sealed record Request(IReadOnlyList<Role> Roles, DateTimeOffset? ExpiresAt);

    public static async Task<Ok<ApiKeyResponse>> HandleAsync(
        Guid id,
        Request request,
        HttpContext http,
        ApiDbContext db,
        TenantContext tenant,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        KeyRules.Check(request.Roles, request.ExpiresAt, tenant.TenantId, time.GetUtcNow()).ThrowIfAny("the key is not valid");
        var key = await db.ApiKeys.SingleOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw ApiException.NotFound("API key");
        Etag.DemandMatch(http, key.Revision);
        if (key.RevokedAt is not null)
        {
            throw new ApiException(ErrorCode.Conflict, "the key is revoked for good: create another");
        }

        key.Roles = KeyRules.NamesOf(request.Roles);
        key.ExpiresAt = request.ExpiresAt?.ToUniversalTime();
        key.Revision++;
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw Etag.Stale();
        }

        Etag.Write(http, key.Revision);
        return TypedResults.Ok(ApiKeyResponse.Of(key));
    }
}
