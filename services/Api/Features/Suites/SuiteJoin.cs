using Orchestra.Api.Data.Entities;
using Orchestra.Api.Features.Scenarios;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Api.Features.Suites;

/// <summary>Joins a suite's scenarios with newly generated ones; a key is a scenario's identity, so unchanged paths meet again.</summary>
/// <param name="store">Where the versions go.</param>
/// <param name="suite">The suite, locked.</param>
/// <param name="scenarios">Its scenarios as they are.</param>
/// <param name="endpoints">What its specs declare.</param>
/// <param name="waitedFor">Keys that other scenarios depend on.</param>
internal sealed class SuiteJoin(
    ScenarioStore store,
    Suite suite,
    IReadOnlyList<(Scenario Row, TestScenario Body)> scenarios,
    IReadOnlySet<EndpointRef> endpoints,
    IReadOnlySet<string> waitedFor
)
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
        if (row.LatestVersion == before)
        {
            Kept.Add(row);
            return;
        }

        Changed.Add(row);
        if (!ScenarioStore.IsSame(merged, theirs))
        {
            TellFaults(row, merged);
        }
    }

    // Each side was good; together they may not be, as when a step made by hand reads the answer of a step that the process has lost.
    private void TellFaults(Scenario row, TestScenario merged)
    {
        foreach (var step in StepCheck.FaultsByStep(merged.Steps, endpoints))
        {
            Add(row, step.Alias, "", $"changes by hand and by the generator do not fit together: {step.Message}");
        }
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

        if (waitedFor.Contains(row.Key))
        {
            Add(row, null, "", "its path is gone from the process, but another scenario depends on it: it stays");
            return true;
        }

        return false;
    }

    private void Add(Scenario row, string? alias, string pointer, string message) =>
        _conflicts.Add(new RegenerateSuite.Conflict(row.Id, row.Key, alias, pointer, message));
}
