using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Etags;
using Orchestra.Contracts.Lists;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Scenarios;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Suites;

/// <summary>GET /suites/{id}, its coverage and its scenarios</summary>
internal static class GetSuite
{
    public sealed record Response(
        Guid Id,
        string Name,
        Guid? ProcessId,
        int? ProcessVersion,
        IReadOnlyList<Guid> SpecIds,
        SuiteOptions Options,
        SuiteCoverage Coverage,
        IReadOnlyList<UnboundTask> Unbound,
        IReadOnlyList<ImportWarning> Warnings,
        IReadOnlyDictionary<string, string> Bindings,
        IReadOnlyList<CalledVersion> Called,
        DateTimeOffset CreatedAt,
        string CreatedBy
    );

    public static async Task<Ok<Response>> HandleAsync(Guid id, HttpContext http, ApiDbContext db, CancellationToken cancellationToken)
    {
        var row = await FindAsync(id, db, cancellationToken);
        Etag.Write(http, row.Revision);
        return TypedResults.Ok(ResponseOf(row));
    }

    public static Response ResponseOf(Suite row) =>
        new(
            row.Id,
            row.Name,
            row.ProcessId,
            row.ProcessVersion,
            row.SpecIds,
            row.Options,
            row.Coverage,
            row.Unbound,
            row.Warnings,
            row.Bindings,
            row.Called,
            row.CreatedAt,
            row.CreatedBy
        );

    public static async Task<Ok<SuiteCoverage>> CoverageAsync(Guid id, ApiDbContext db, CancellationToken cancellationToken) =>
        TypedResults.Ok((await FindAsync(id, db, cancellationToken)).Coverage);

    public static async Task<Ok<Page<ScenarioSummary>>> ScenariosAsync(Guid id, ApiDbContext db, CancellationToken cancellationToken)
    {
        await FindAsync(id, db, cancellationToken);
        var rows = await db
            .Scenarios.AsNoTracking()
            .Where(row => row.SuiteId == id)
            .Join(
                db.ScenarioVersions.AsNoTracking(),
                row => new { row.Id, Version = row.LatestVersion },
                version => new { Id = version.ScenarioId, version.Version },
                (row, version) => new { row, version.Status }
            )
            .OrderBy(pair => pair.row.Position)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new Page<ScenarioSummary>([.. rows.Select(pair => ScenarioSummary.Of(pair.row, pair.Status))], null));
    }

    private static async Task<Suite> FindAsync(Guid id, ApiDbContext db, CancellationToken cancellationToken) =>
        await db.Suites.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw ApiException.NotFound("suite");
}
