using Orchestra.Api.Data.Entities;
using Orchestra.Api.Features.Scenarios;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Api.Features.Suites;

/// <summary>Joins a suite's scenarios with newly generated ones; a key is a scenario's identity, so unchanged paths meet again.</summary>
internal sealed class SuiteJoin(ScenarioStore store, Suite suite, IReadOnlyList<(Scenario Row, TestScenario Body)> scenarios)
{
    private readonly List<RegenerateSuite.Conflict> _conflicts = [];

    public List<Scenario> Added { get; } = [];

    public List<Scenario> Removed { get; } = [];

    public List<Scenario> Changed { get; } = [];

    public List<Scenario> Kept { get; } = [];

    public IReadOnlyList<RegenerateSuite.Conflict> Conflicts => _conflicts;

    public async Task RunAsync(IReadOnlyList<TestScenario> generated, CancellationToken cancellationToken)
    {
        var present = scenarios.ToDictionary(pair => pair.Row.Key, StringComparer.Ordinal);
        for (var i = 0; i < generated.Count; i++)
        {
            if (present.Remove(generated[i].Key, out var pair))
            {
                pair.Row.Position = i;
                await JoinAsync(pair.Row, pair.Body, generated[i], cancellationToken);
            }
            else
            {
                Added.Add(store.Add(suite, generated[i], i, generated[i]).Row);
            }
        }

        var position = generated.Count;
        foreach (var (row, body) in present.Values.OrderBy(pair => pair.Row.Position))
        {
            if (Leave(row, body))
            {
                row.Position = position++;
                Kept.Add(row);
            }
            else
            {
                Removed.Add(row);
                store.Remove(row);
            }
        }
    }

    private async Task JoinAsync(Scenario row, TestScenario mine, TestScenario theirs, CancellationToken cancellationToken)
    {
        if (row.Generated is not { } from)
        {
            Add(row, null, "", "the generator now makes a scenario of this key, too: the one made by hand stays");
            Kept.Add(row);
            return;
        }

        var (merged, conflicts) = ScenarioMerge.Of(from, mine, theirs);
        foreach (var conflict in conflicts)
        {
            Add(row, conflict.Alias, conflict.Pointer, conflict.Message);
        }

        row.Generated = theirs;
        var before = row.LatestVersion;
        await store.AddVersionAsync(row, merged, cancellationToken);
        (row.LatestVersion == before ? Kept : Changed).Add(row);
    }

    // A scenario whose path is gone stays when a person has put work into it, or when another one waits for it.
    private bool Leave(Scenario row, TestScenario body)
    {
        if (row.Generated is not { } from)
        {
            return true;
        }

        if (!ScenarioStore.IsSame(from, body))
        {
            Add(row, null, "", "its path is gone from the process, but it was changed by hand: it stays");
            return true;
        }

        if (scenarios.Any(pair => pair.Body.DependsOn?.Any(dependency => dependency.ScenarioKey == row.Key) == true))
        {
            Add(row, null, "", "its path is gone from the process, but another scenario depends on it: it stays");
            return true;
        }

        return false;
    }

    private void Add(Scenario row, string? alias, string pointer, string message) =>
        _conflicts.Add(new RegenerateSuite.Conflict(row.Id, row.Key, alias, pointer, message));
}
