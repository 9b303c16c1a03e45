using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Features.Suites;
using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Conditions.Paths;

namespace Orchestra.Api.Features.DataSets;

/// <summary>Finds the data sets that fit a scenario, or the scenarios of a suite.</summary>
internal sealed class DataSetAdvisor(ApiDbContext db)
{
    // Both bound the work of one request; the newest sets are those that people work with.
    private const int MaxSets = 200;
    private const int MaxScenarios = 100;

    private sealed record Candidate(Guid Id, TestScenario Scenario, IReadOnlyList<DataRead> Reads, DataDemands? Demands);

    /// <summary>The best first; nothing where the tenant has neither such a scenario nor such a suite.</summary>
    public async Task<IReadOnlyList<GetDataSets.Item>> AdviseAsync(
        Guid target,
        IQueryable<DataSet> sets,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var suiteId =
            await db.Scenarios.Where(row => row.Id == target).Select(row => (Guid?)row.SuiteId).SingleOrDefaultAsync(cancellationToken)
            ?? target;
        var suite = await db.Suites.AsNoTracking().SingleOrDefaultAsync(row => row.Id == suiteId, cancellationToken);
        if (suite is null)
        {
            return [];
        }

        var scenarios = await ScenariosAsync(suite, suiteId == target ? null : target, cancellationToken);
        var found = new List<(DataSet Set, IReadOnlyList<(Guid ScenarioId, DataSetFit Fit)> Fits)>();
        var inScope = sets.Where(row => row.SuiteId == null || row.SuiteId == suite.Id);
        await foreach (
            var set in inScope.OrderByDescending(row => row.Id).Take(MaxSets).AsAsyncEnumerable().WithCancellation(cancellationToken)
        )
        {
            var fits = FitsOf(set, scenarios);
            if (fits.Count > 0)
            {
                found.Add((set, fits));
            }
        }

        return
        [
            .. DataSetRecommendation
                .Rank(found)
                .Take(limit)
                .Select(pair => GetDataSets.Item.Of(pair.Set, DataSetRecommendation.Of(pair.Fits, scenarios.Count))),
        ];
    }

    private static List<(Guid ScenarioId, DataSetFit Fit)> FitsOf(DataSet set, IReadOnlyList<Candidate> scenarios) =>
        [
            .. scenarios
                .Where(scenario => set.ScenarioId is null || set.ScenarioId == scenario.Id)
                .Select(scenario => (scenario.Id, Fit: DataSetFit.Of(set, scenario.Scenario, scenario.Reads, scenario.Demands)))
                .Where(pair => pair.Fit is not null)
                .Select(pair => (pair.Id, pair.Fit!)),
        ];

    private async Task<IReadOnlyList<Candidate>> ScenariosAsync(Suite suite, Guid? one, CancellationToken cancellationToken)
    {
        var rows = await db
            .Scenarios.AsNoTracking()
            .Where(row => row.SuiteId == suite.Id && (one == null ? row.Active : row.Id == one))
            .OrderBy(row => row.Position)
            .Take(MaxScenarios)
            .Join(
                db.ScenarioVersions.AsNoTracking(),
                row => new { row.Id, Version = row.RunVersion ?? row.LatestVersion },
                version => new { Id = version.ScenarioId, version.Version },
                (row, version) =>
                    new
                    {
                        row.Id,
                        row.Position,
                        version.Body,
                    }
            )
            .OrderBy(pair => pair.Position)
            .ToListAsync(cancellationToken);
        var conditions = await ConditionsAsync(suite, cancellationToken);
        return
        [
            .. rows.Select(row => new Candidate(
                row.Id,
                row.Body,
                DataRead.Of(row.Body),
                row.Body.Edges.Count == 0 ? null : conditions?.Of(row.Body)
            )),
        ];
    }

    private async Task<PathConditions?> ConditionsAsync(Suite suite, CancellationToken cancellationToken)
    {
        if (suite is not { ProcessId: { } process, ProcessVersion: { } number })
        {
            return null;
        }

        var version = await SuiteGeneration.VersionAsync(process, number, db, cancellationToken);
        var specs = await SuiteSpecs.FindAsync(suite.SpecIds, db, cancellationToken);
        return new PathConditions(version.Graph, specs, suite.Options, suite.Bindings);
    }
}
