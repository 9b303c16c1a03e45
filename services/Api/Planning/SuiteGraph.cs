using Orchestra.Contracts.Errors;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Runs.Intake;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Planning;

/// <summary>Which runs of a suite run wait for which: frozen with them, so that the scheduler never reads scenarios. Pure.</summary>
internal static class SuiteGraph
{
    /// <summary>The dependencies of scenarios as those of their runs.</summary>
    /// <param name="runs">Each scenario in the version that runs, with its run.</param>
    /// <exception cref="ApiException">400 with every fault: a scenario that does not run, a circle of scenarios that wait for each other.</exception>
    public static IReadOnlyList<RunDependency> Of(IReadOnlyCollection<(TestScenario Scenario, Guid RunId)> runs)
    {
        var byKey = runs.ToDictionary(run => run.Scenario.Key, run => run.RunId, StringComparer.Ordinal);
        var faults = new List<Fault>();
        var dependencies = new List<RunDependency>();
        foreach (var (scenario, runId) in runs)
        {
            foreach (var (key, onStatus) in scenario.DependsOn ?? [])
            {
                if (byKey.TryGetValue(key, out var other) && other != runId)
                {
                    dependencies.Add(new RunDependency(runId, other, onStatus ?? [RunStatus.Passed]));
                }
                else
                {
                    faults.Add(
                        new Fault(
                            "suiteId",
                            null,
                            $"scenario '{scenario.Name}' depends on '{key}', which no active scenario of the suite has for a key: activate it, or change dependsOn"
                        )
                    );
                }
            }
        }

        var circle = Circle(runs.Select(run => run.RunId), dependencies);
        if (circle.Count > 0)
        {
            var names = runs.Where(run => circle.Contains(run.RunId)).Select(run => $"'{run.Scenario.Name}'");
            faults.Add(new Fault("suiteId", null, $"scenarios wait for each other in a circle: {string.Join(", ", names)}"));
        }

        return faults.Count == 0
            ? dependencies
            : throw new ApiException(ErrorCode.BadRequest, $"the suite cannot run: {faults[0].Message}", faults);
    }

    // What is left when everything that waits for nothing is taken away, again and again: circles, and what waits for them.
    private static HashSet<Guid> Circle(IEnumerable<Guid> runs, IReadOnlyList<RunDependency> dependencies)
    {
        var waiting = dependencies.ToLookup(dependency => dependency.DependsOn, dependency => dependency.RunId);
        var open = dependencies.CountBy(dependency => dependency.RunId).ToDictionary();
        var left = runs.ToHashSet();
        var free = new Queue<Guid>(left.Where(run => !open.ContainsKey(run)));
        while (free.TryDequeue(out var run))
        {
            left.Remove(run);
            foreach (var next in waiting[run].Where(next => --open[next] == 0))
            {
                free.Enqueue(next);
            }
        }

        return left;
    }
}
