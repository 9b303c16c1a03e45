using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Contracts.Errors;
using Orchestra.Contracts.Scenarios;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Planning;

/// <summary>
/// The data of the runs of one request: the scenario's own, over it the sets that its path names, over those the set that the caller chose.
/// What scenarios share is read once.
/// </summary>
internal sealed class RunData
{
    private readonly Suite _suite;
    private readonly string? _tag;
    private readonly IReadOnlyList<Choice> _choices;
    private readonly Dictionary<string, DataSet?> _byName = new(StringComparer.Ordinal);
    private Dictionary<string, Guid>? _ids;

    private RunData(Suite suite, string? tag, IReadOnlyList<Choice> choices) => (_suite, _tag, _choices) = (suite, tag, choices);

    /// <summary>A set that the caller may have meant.</summary>
    private sealed record Choice(Guid Id, string Name, DataSetScope Scope, Guid? SuiteId, Guid? ScenarioId);

    /// <summary>Looks up what the caller chose.</summary>
    /// <exception cref="ApiException">404 for an id, 400 for a tag that no set in the suite's reach has.</exception>
    public static async Task<RunData> PrepareAsync(ApiDbContext db, Suite suite, RunRequest request, CancellationToken cancellationToken)
    {
        if (request.DataSetId is null && request.DataSetTag is null)
        {
            return new RunData(suite, null, []);
        }

        var rows = db.DataSets.AsNoTracking();
        rows = request.DataSetId is { } id
            ? rows.Where(row => row.Id == id)
            : rows.Where(row => row.Tags.Contains(request.DataSetTag!) && (row.SuiteId == null || row.SuiteId == suite.Id));
        var choices = await rows.Select(row => new Choice(row.Id, row.Name, row.Scope, row.SuiteId, row.ScenarioId))
            .ToListAsync(cancellationToken);
        if (choices.Count == 0)
        {
            throw request.DataSetId is null
                ? ApiException.BadRequest("dataSetTag", $"no data set has the tag '{request.DataSetTag}'")
                : ApiException.NotFound("data set");
        }

        return new RunData(suite, request.DataSetTag, choices);
    }

    /// <summary>The data of one scenario.</summary>
    public async Task<JsonObject> OfAsync(TestScenario scenario, ApiDbContext db, List<Fault> faults, CancellationToken cancellationToken)
    {
        var along = new JsonObject();
        var scenarioId = await ScenarioIdAsync(scenario, db, cancellationToken);
        foreach (var name in scenario.DataSets)
        {
            if (await FindAsync(name, db, cancellationToken) is not { } set)
            {
                faults.Add(new Fault("dataSets", null, $"the path names the data set '{name}', which is not there: create it"));
            }
            else if (!IsInReach(set.SuiteId, set.ScenarioId, scenarioId))
            {
                faults.Add(new Fault("dataSets", null, OutOfReach(name, $"the path of scenario '{scenario.Name}' names it")));
            }
            else
            {
                DataMerge.Add(along, set.Data, name, faults);
            }
        }

        var merged = scenario.Data.DeepClone().AsObject();
        DataMerge.Override(merged, along);
        if (await ChosenAsync(scenario, scenarioId, db, faults, cancellationToken) is { } chosen)
        {
            DataMerge.Override(merged, chosen.Data);
        }

        return merged;
    }

    // Of several with the tag the one made for the fewest, and of those the newest.
    private async Task<DataSet?> ChosenAsync(
        TestScenario scenario,
        Guid? scenarioId,
        ApiDbContext db,
        List<Fault> faults,
        CancellationToken cancellationToken
    )
    {
        if (_choices.Count == 0)
        {
            return null;
        }

        var choice = _choices
            .Where(choice => IsInReach(choice.SuiteId, choice.ScenarioId, scenarioId))
            .OrderByDescending(choice => choice.Scope)
            .ThenByDescending(choice => choice.Id)
            .FirstOrDefault();
        if (choice is null)
        {
            faults.Add(
                _tag is null
                    ? new Fault("dataSetId", null, OutOfReach(_choices[0].Name, $"scenario '{scenario.Name}' is to run with it"))
                    : new Fault(
                        "dataSetTag",
                        null,
                        $"no data set with the tag '{_tag}' is there for scenario '{scenario.Name}': give the tag to one of scope GLOBAL or SUITE"
                    )
            );
            return null;
        }

        return await FindAsync(choice.Name, db, cancellationToken);
    }

    private bool IsInReach(Guid? suiteId, Guid? owner, Guid? scenarioId) =>
        (suiteId is null || suiteId == _suite.Id) && (owner is null || owner == scenarioId);

    private static string OutOfReach(string name, string use) =>
        $"the data set '{name}' belongs to another suite or scenario, and {use}: widen its scope or take another";

    private async Task<Guid?> ScenarioIdAsync(TestScenario scenario, ApiDbContext db, CancellationToken cancellationToken)
    {
        // Asked only where it decides something.
        if (scenario.DataSets.Count == 0 && _choices.All(choice => choice.ScenarioId is null))
        {
            return null;
        }

        _ids ??= await db
            .Scenarios.Where(row => row.SuiteId == _suite.Id)
            .Select(row => new { row.Key, row.Id })
            .ToDictionaryAsync(row => row.Key, row => row.Id, StringComparer.Ordinal, cancellationToken);
        return _ids.TryGetValue(scenario.Key, out var id) ? id : null;
    }

    private async Task<DataSet?> FindAsync(string name, ApiDbContext db, CancellationToken cancellationToken)
    {
        if (!_byName.TryGetValue(name, out var set))
        {
            set = await db.DataSets.AsNoTracking().SingleOrDefaultAsync(row => row.Name == name, cancellationToken);
            _byName[name] = set;
        }

        return set;
    }
}
