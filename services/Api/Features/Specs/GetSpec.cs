using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Contracts.Lists;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Specs;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Specs;

/// <summary>GET /specs/{id} and its endpoints</summary>
internal static class GetSpec
{
    public sealed record Response(
        Guid Id,
        string ProtocolId,
        string ServiceName,
        string Version,
        string Content,
        DateTimeOffset CreatedAt,
        IReadOnlyList<ImportWarning> Warnings
    );

    public static async Task<Ok<Response>> HandleAsync(Guid id, ApiDbContext db, CancellationToken cancellationToken)
    {
        var row = await FindAsync(id, db, cancellationToken);
        return TypedResults.Ok(
            new Response(row.Id, row.ProtocolId, row.ServiceName, row.Version, row.Content, row.CreatedAt, row.Warnings)
        );
    }

    public static async Task<Ok<Page<SpecEndpoint>>> EndpointsAsync(Guid id, ApiDbContext db, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Page<SpecEndpoint>(EndpointsJson.Fold((await FindAsync(id, db, cancellationToken)).Endpoints), null));

    private static async Task<ProtocolSpec> FindAsync(Guid id, ApiDbContext db, CancellationToken cancellationToken) =>
        await db.Specs.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw ApiException.NotFound("spec");
}
