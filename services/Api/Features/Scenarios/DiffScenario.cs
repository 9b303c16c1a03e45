using Microsoft.AspNetCore.Http.HttpResults;
using Orchestra.Api.Data;

namespace Orchestra.Api.Features.Scenarios;

/// <summary>GET /scenarios/{id}/diff: the latest version against the one before, unless others are named.</summary>
internal static class DiffScenario
{
    public sealed record Response(int From, int To, ScenarioDiff Diff);

    public static async Task<Ok<Response>> HandleAsync(Guid id, int? from, int? to, ApiDbContext db, CancellationToken cancellationToken)
    {
        var row = await GetScenario.FindAsync(id, db, cancellationToken);
        var later = to ?? row.LatestVersion;
        var earlier = from ?? Math.Max(later - 1, 1);
        var before = await GetScenario.FindVersionAsync(id, earlier, db, cancellationToken);
        var after = await GetScenario.FindVersionAsync(id, later, db, cancellationToken);
        return TypedResults.Ok(new Response(earlier, later, ScenarioDiff.Of(before.Body, after.Body)));
    }
}
