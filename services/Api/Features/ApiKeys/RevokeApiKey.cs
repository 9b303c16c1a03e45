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
        // One statement that asks for no revision: nobody's change may keep a key from being revoked.
        var now = time.GetUtcNow();
        var revoked = await db
            .ApiKeys.Where(row => row.Id == id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.RevokedAt, row => row.RevokedAt ?? now)
                        .SetProperty(row => row.Revision, row => row.Revision + 1),
                cancellationToken
            );
        return revoked > 0 ? TypedResults.NoContent() : throw ApiException.NotFound("API key");
    }
}
