using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Processes;

/// <summary>POST /processes/{id}/versions/{version}/publish: processes that call this one take its latest published version.</summary>
internal static class PublishProcessVersion
{
    public static async Task<Ok<GetProcessVersion.Response>> HandleAsync(
        Guid id,
        int version,
        ApiDbContext db,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var row =
            await db.ProcessVersions.SingleOrDefaultAsync(item => item.ProcessId == id && item.Version == version, cancellationToken)
            ?? throw ApiException.NotFound("process version");
        row.PublishedAt ??= time.GetUtcNow();
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(GetProcessVersion.ResponseOf(row));
    }
}
