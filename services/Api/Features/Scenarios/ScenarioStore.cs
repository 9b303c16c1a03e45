using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Contracts;
using Orchestra.Contracts.Scenarios;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.Scenarios;

/// <summary>Reads and writes scenarios that are changed, inside a unit of work.</summary>
internal sealed class ScenarioStore(ApiDbContext db, TenantContext tenant, TimeProvider time)
{
    /// <summary>
    /// The suite, locked up to the commit. Whatever changes its scenarios takes this lock first: scenarios depend on each other, and a
    /// cycle must not come from two changes at once.
    /// </summary>
    public async Task<Suite> FindSuiteForChangeAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Suites.FromSql($"select * from api.scenario_suite where id = {id} for update").SingleOrDefaultAsync(cancellationToken)
        ?? throw ApiException.NotFound("suite");

    /// <summary>The row, read under the lock of its suite: of two changes at once the second sees the first's revision.</summary>
    public async Task<Scenario> FindForChangeAsync(Guid id, CancellationToken cancellationToken)
    {
        var suiteId = (await GetScenario.FindAsync(id, db, cancellationToken)).SuiteId;
        await FindSuiteForChangeAsync(suiteId, cancellationToken);
        return await db.Scenarios.SingleOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw ApiException.NotFound("scenario");
    }

    /// <summary>Every scenario of a suite that is locked, with its latest content.</summary>
    public async Task<IReadOnlyList<(Scenario Row, TestScenario Body)>> FindAllForChangeAsync(
        Suite suite,
        CancellationToken cancellationToken
    )
    {
        var rows = await db
            .Scenarios.Where(row => row.SuiteId == suite.Id)
            .Join(
                db.ScenarioVersions,
                row => new { row.Id, Version = row.LatestVersion },
                version => new { Id = version.ScenarioId, version.Version },
                (row, version) => new { row, version }
            )
            .ToListAsync(cancellationToken);
        return [.. rows.Select(pair => (pair.row, pair.version.Body))];
    }

    /// <summary>
    /// The keys that each scenario of a suite waits for, by its key: those of its latest version and of the version that runs take, so that
    /// neither the drafts nor what runs can come to a cycle.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> DependenciesAsync(
        Guid suiteId,
        CancellationToken cancellationToken
    )
    {
        var bodies = await db
            .Scenarios.AsNoTracking()
            .Where(row => row.SuiteId == suiteId)
            .Join(
                db.ScenarioVersions.AsNoTracking(),
                row => row.Id,
                version => version.ScenarioId,
                (row, version) =>
                    new
                    {
                        row.Key,
                        version.Body,
                        Counts = version.Version == row.LatestVersion || version.Version == row.RunVersion,
                    }
            )
            .Where(pair => pair.Counts)
            .Select(pair => new { pair.Key, pair.Body })
            .ToListAsync(cancellationToken);
        return bodies
            .GroupBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary(
                pairs => pairs.Key,
                IReadOnlyList<string> (pairs) =>
                    [.. pairs.SelectMany(pair => pair.Body.DependsOn ?? []).Select(dependency => dependency.ScenarioKey).Distinct()],
                StringComparer.Ordinal
            );
    }

    /// <summary>Adds a scenario with its first version; saved with the rest.</summary>
    /// <param name="suite">Its suite.</param>
    /// <param name="body">Its content.</param>
    /// <param name="position">Its place in the suite.</param>
    /// <param name="generated">What the generator made, to join changes with later; null for a scenario made by hand.</param>
    public (Scenario Row, ScenarioVersion Version) Add(Suite suite, TestScenario body, int position, TestScenario? generated)
    {
        var now = time.GetUtcNow();
        var row = new Scenario
        {
            TenantId = suite.TenantId,
            // Later places have later ids, so that lists by id keep the suite's order.
            Id = Guid.CreateVersion7(now.AddMilliseconds(position)),
            SuiteId = suite.Id,
            Key = body.Key,
            Name = body.Name,
            Position = position,
            LatestVersion = 1,
            RunVersion = 1,
            Active = body.Active ?? true,
            Tags = [.. body.Tags],
            Generated = generated,
            CreatedAt = now,
            CreatedBy = tenant.Principal.Subject,
        };
        var version = NewVersion(row, 1, body);
        db.Scenarios.Add(row);
        db.ScenarioVersions.Add(version);
        return (row, version);
    }

    public void Remove(Scenario row) => db.Scenarios.Remove(row);

    /// <summary>Makes <paramref name="body"/> the next version; a body that changes nothing leaves the latest as it is.</summary>
    public async Task<ScenarioVersion> AddVersionAsync(Scenario row, TestScenario body, CancellationToken cancellationToken)
    {
        var latest = await db.ScenarioVersions.SingleAsync(
            version => version.ScenarioId == row.Id && version.Version == row.LatestVersion,
            cancellationToken
        );
        if (IsSame(latest.Body, body))
        {
            return latest;
        }

        var next = NewVersion(row, row.LatestVersion + 1, body);
        db.ScenarioVersions.Add(next);
        row.LatestVersion = next.Version;
        row.Name = body.Name;
        await SaveAsync(row, cancellationToken);
        return next;
    }

    /// <summary>Saves, and finds anew which version runs take.</summary>
    public async Task SaveAsync(Scenario row, CancellationToken cancellationToken)
    {
        row.Revision++;
        await db.SaveChangesAsync(cancellationToken);
        var taken = await db
            .ScenarioVersions.Where(version => version.ScenarioId == row.Id && version.Status != ScenarioStatus.Deprecated)
            .OrderByDescending(version => version.Status == ScenarioStatus.Published)
            .ThenByDescending(version => version.Version)
            .FirstOrDefaultAsync(cancellationToken);
        row.RunVersion = taken?.Version;
        row.Active = taken is not null && (taken.Body.Active ?? true);
        row.Tags = taken is null ? row.Tags : [.. taken.Body.Tags];
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Whether two states say the same.</summary>
    public static bool IsSame(TestScenario left, TestScenario right) =>
        JsonNode.DeepEquals(
            JsonSerializer.SerializeToNode(left, OrchestraJson.Options),
            JsonSerializer.SerializeToNode(right, OrchestraJson.Options)
        );

    private ScenarioVersion NewVersion(Scenario row, int number, TestScenario body) =>
        new()
        {
            TenantId = row.TenantId,
            ScenarioId = row.Id,
            Version = number,
            Status = ScenarioStatus.Draft,
            Body = body,
            CreatedAt = time.GetUtcNow(),
            CreatedBy = tenant.Principal.Subject,
        };
}
