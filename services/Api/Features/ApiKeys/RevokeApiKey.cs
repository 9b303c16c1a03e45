using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.ApiKeys;

/// <summary>DELETE /apikeys/{id}: the row stays, for the record of who had access.</summary>
internal static class RevokeApiKey
{
    public static async Task<NoContent> HandleAsync(Guid id, ApiDbContext db, TimeProvider time, CancellationToken cancellationToken)
    {
        var key = await db.ApiKeys.SingleOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw ApiException.NotFound("API key");
        key.RevokedAt ??= time.GetUtcNow();
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
