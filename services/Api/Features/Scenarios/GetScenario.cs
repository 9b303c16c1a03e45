using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Etags;
using Orchestra.Contracts.Lists;
using Orchestra.Contracts.Scenarios;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Scenarios;

/// <summary>GET /scenarios/{id} and its versions</summary>
internal static class GetScenario
{
    /// <summary>A line of the history.</summary>
    public sealed record Item(int Version, ScenarioStatus Status, DateTimeOffset CreatedAt, string CreatedBy);

    public static async Task<Ok<ScenarioResponse>> HandleAsync(
        Guid id,
        HttpContext http,
        ApiDbContext db,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var row = await FindAsync(id, db, cancellationToken);
        var version = await FindVersionAsync(id, row.LatestVersion, db, cancellationToken);
        Etag.Write(http, row.Revision);
        return TypedResults.Ok(ScenarioResponse.Of(row, version, time.GetUtcNow()));
    }

    public static async Task<Ok<ScenarioResponse>> VersionAsync(
        Guid id,
        int version,
        ApiDbContext db,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var row = await FindAsync(id, db, cancellationToken);
        return TypedResults.Ok(ScenarioResponse.Of(row, await FindVersionAsync(id, version, db, cancellationToken), time.GetUtcNow()));
    }

    public static async Task<Ok<Page<Item>>> VersionsAsync(Guid id, ApiDbContext db, CancellationToken cancellationToken)
    {
        await FindAsync(id, db, cancellationToken);
        var items = await db
            .ScenarioVersions.AsNoTracking()
            .Where(row => row.ScenarioId == id)
            .OrderBy(row => row.Version)
            .Select(row => new Item(row.Version, row.Status, row.CreatedAt, row.CreatedBy))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new Page<Item>(items, null));
    }

    public static async Task<Scenario> FindAsync(Guid id, ApiDbContext db, CancellationToken cancellationToken) =>
        await db.Scenarios.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken)
        ?? throw ApiException.NotFound("scenario");

    public static async Task<ScenarioVersion> FindVersionAsync(
        Guid id,
        int version,
        ApiDbContext db,
        CancellationToken cancellationToken
    ) =>
        await db
            .ScenarioVersions.AsNoTracking()
            .SingleOrDefaultAsync(row => row.ScenarioId == id && row.Version == version, cancellationToken)
        ?? throw ApiException.NotFound("scenario version");
}
