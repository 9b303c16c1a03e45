using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Contracts.Scenarios;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Suites;

/// <summary>GET /scenarios/{id}</summary>
internal static class GetScenario
{
    public sealed record Response(Guid Id, Guid SuiteId, int Version, ScenarioStatus Status, TestScenario Scenario);

    public static async Task<Ok<Response>> HandleAsync(Guid id, ApiDbContext db, CancellationToken cancellationToken)
    {
        var row =
            await db.Scenarios.AsNoTracking().SingleOrDefaultAsync(scenario => scenario.Id == id, cancellationToken)
            ?? throw ApiException.NotFound("scenario");
        var version = await db
            .ScenarioVersions.AsNoTracking()
            .SingleAsync(body => body.ScenarioId == id && body.Version == row.LatestVersion, cancellationToken);
        return TypedResults.Ok(new Response(row.Id, row.SuiteId, version.Version, row.Status, version.Body));
    }
}
