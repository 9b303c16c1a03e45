using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Processes;

/// <summary>GET /processes/{id}</summary>
internal static class GetProcess
{
    public sealed record Version(int Number, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? PublishedAt);

    public sealed record Response(Guid Id, string Key, string? Name, DateTimeOffset CreatedAt, IReadOnlyList<Version> Versions);

    public static async Task<Ok<Response>> HandleAsync(Guid id, ApiDbContext db, CancellationToken cancellationToken)
    {
        var process =
            await db.Processes.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken)
            ?? throw ApiException.NotFound("process");
        var versions = await db
            .ProcessVersions.AsNoTracking()
            .Where(row => row.ProcessId == id)
            .OrderBy(row => row.Version)
            .Select(row => new Version(row.Version, row.CreatedAt, row.CreatedBy, row.PublishedAt))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new Response(process.Id, process.Key, process.Name, process.CreatedAt, versions));
    }
}
