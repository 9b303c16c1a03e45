using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Contracts.Processes;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Processes;

/// <summary>GET /processes/{id}/versions/{version} and its graph and source</summary>
internal static class GetProcessVersion
{
    public sealed record Response(
        Guid ProcessId,
        int Version,
        ProcessSourceType SourceType,
        DateTimeOffset CreatedAt,
        string CreatedBy,
        DateTimeOffset? PublishedAt,
        IReadOnlyList<ImportWarning> Warnings
    );

    public static async Task<Ok<Response>> HandleAsync(Guid id, int version, ApiDbContext db, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(ResponseOf(await FindAsync(id, version, db, cancellationToken)));
    }

    public static Response ResponseOf(Data.Entities.ProcessVersion row) =>
        new(row.ProcessId, row.Version, row.SourceType, row.CreatedAt, row.CreatedBy, row.PublishedAt, row.Graph.Warnings);

    public static async Task<Ok<ControlFlowGraph>> GraphAsync(Guid id, int version, ApiDbContext db, CancellationToken cancellationToken) =>
        TypedResults.Ok((await FindAsync(id, version, db, cancellationToken)).Graph);

    // What an XML source declares is how its file was written; on the wire it is UTF-8, and the header wins (RFC 7303, 3).
    public static async Task<ContentHttpResult> SourceAsync(Guid id, int version, ApiDbContext db, CancellationToken cancellationToken)
    {
        var row = await FindAsync(id, version, db, cancellationToken);
        return TypedResults.Content(
            row.Source,
            row.SourceType == ProcessSourceType.Bpmn ? "application/xml; charset=utf-8" : "text/plain; charset=utf-8"
        );
    }

    private static async Task<Data.Entities.ProcessVersion> FindAsync(
        Guid id,
        int version,
        ApiDbContext db,
        CancellationToken cancellationToken
    ) =>
        await db
            .ProcessVersions.AsNoTracking()
            .SingleOrDefaultAsync(row => row.ProcessId == id && row.Version == version, cancellationToken)
        ?? throw ApiException.NotFound("process version");
}
