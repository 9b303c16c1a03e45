using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Validation;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.DataSets;

/// <summary>Where a data set belongs.</summary>
/// <param name="Scope">Who may use it.</param>
/// <param name="SuiteId">The suite, also that of its scenario.</param>
/// <param name="ScenarioId">The scenario.</param>
internal sealed record DataSetPlace(DataSetScope Scope, Guid? SuiteId, Guid? ScenarioId)
{
    /// <summary>Faults of what a client says, before anything is looked up.</summary>
    public static void Check(DataSetScope? scope, Guid? suiteId, Guid? scenarioId, FaultList faults)
    {
        var asked = ScopeOf(scope, suiteId, scenarioId);
        faults
            .Demand(asked != DataSetScope.Suite || suiteId is not null, "suiteId", "suiteId is required for the scope SUITE")
            .Demand(asked != DataSetScope.Scenario || scenarioId is not null, "scenarioId", "scenarioId is required for the scope SCENARIO")
            .Demand(
                asked != DataSetScope.Global || suiteId is null,
                "suiteId",
                "suiteId belongs to the scopes SUITE and SCENARIO: leave it out, or change the scope"
            )
            .Demand(
                asked == DataSetScope.Scenario || scenarioId is null,
                "scenarioId",
                "scenarioId belongs to the scope SCENARIO: leave it out, or change the scope"
            );
    }

    /// <summary>Finds what a client named among the tenant's own; 404 when it is not there.</summary>
    public static async Task<DataSetPlace> FindAsync(
        DataSetScope? scope,
        Guid? suiteId,
        Guid? scenarioId,
        ApiDbContext db,
        CancellationToken cancellationToken
    )
    {
        var found = ScopeOf(scope, suiteId, scenarioId);
        if (suiteId is not null && !await db.Suites.AnyAsync(row => row.Id == suiteId, cancellationToken))
        {
            throw ApiException.NotFound("suite");
        }

        if (found != DataSetScope.Scenario)
        {
            return new DataSetPlace(found, suiteId, null);
        }

        var owner = await db
            .Scenarios.Where(row => row.Id == scenarioId)
            .Select(row => (Guid?)row.SuiteId)
            .SingleOrDefaultAsync(cancellationToken);
        if (owner is null)
        {
            throw ApiException.NotFound("scenario");
        }

        return suiteId is null || suiteId == owner
            ? new DataSetPlace(found, owner, scenarioId)
            : throw ApiException.BadRequest("suiteId", "suiteId is not the scenario's suite: leave it out");
    }

    private static DataSetScope ScopeOf(DataSetScope? scope, Guid? suiteId, Guid? scenarioId) =>
        scope
        ?? (
            scenarioId is not null ? DataSetScope.Scenario
            : suiteId is not null ? DataSetScope.Suite
            : DataSetScope.Global
        );
}
