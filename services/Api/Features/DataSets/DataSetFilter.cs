using Orchestra.Api.Data.Entities;
using Orchestra.Api.Validation;
using Orchestra.Runs.States;

namespace Orchestra.Api.Features.DataSets;

/// <summary>Which data sets a list asks for.</summary>
/// <param name="Tag">Those with this tag.</param>
/// <param name="Scope">Those of this scope.</param>
/// <param name="Origin">Those of this origin.</param>
/// <param name="SuiteId">Those of this suite and of its scenarios.</param>
/// <param name="ScenarioId">Those of this scenario.</param>
/// <param name="RecommendedFor">Those that fit this scenario or suite, the best first.</param>
internal sealed record DataSetFilter(string? Tag, string? Scope, string? Origin, Guid? SuiteId, Guid? ScenarioId, Guid? RecommendedFor)
{
    public IQueryable<DataSet> Apply(IQueryable<DataSet> rows)
    {
        var faults = new FaultList();
        var scope = Parse<DataSetScope>(Scope, "scope", faults);
        var origin = Parse<DataSetOrigin>(Origin, "origin", faults);
        faults.ThrowIfAny("the list's query is not valid");
        return rows.Where(row => Tag == null || row.Tags.Contains(Tag))
            .Where(row => scope == null || row.Scope == scope)
            .Where(row => origin == null || row.Origin == origin)
            .Where(row => SuiteId == null || row.SuiteId == SuiteId)
            .Where(row => ScenarioId == null || row.ScenarioId == ScenarioId);
    }

    private static T? Parse<T>(string? name, string path, FaultList faults)
        where T : struct, Enum
    {
        if (name is null)
        {
            return null;
        }

        faults.Demand(WireNames.TryParse<T>(name, out var value), path, $"{path} must be one of {string.Join(", ", WireNames.All<T>())}");
        return value;
    }
}
