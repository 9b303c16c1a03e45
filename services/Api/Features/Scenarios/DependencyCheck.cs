using Orchestra.Api.Validation;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Api.Features.Scenarios;

/// <summary>What a scenario depends on must be in its suite, and must not wait for the scenario itself. Pure.</summary>
/// <param name="known">The suite's scenarios by key, each with the keys that it depends on.</param>
internal sealed class DependencyCheck(IReadOnlyDictionary<string, IReadOnlyList<string>> known)
{
    private const int Most = 100;

    private static readonly IReadOnlySet<RunStatus> Endings = new HashSet<RunStatus>
    {
        RunStatus.Passed,
        RunStatus.Failed,
        RunStatus.Broken,
        RunStatus.FailedStuck,
        RunStatus.Cancelled,
        RunStatus.Skipped,
    };

    public void Check(TestScenario scenario, FaultList faults)
    {
        var dependencies = scenario.DependsOn ?? [];
        faults.Demand(dependencies.Count <= Most, "dependsOn", $"dependsOn must have at most {Most} entries");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(dependencies.Count, Most); i++)
        {
            var (key, on) = dependencies[i];
            var path = $"dependsOn[{i}]";
            if (key != scenario.Key && !known.ContainsKey(key))
            {
                faults.Add($"{path}.scenarioKey", $"{path}.scenarioKey: the suite has no scenario '{key}'");
            }
            else if (ChainTo(scenario.Key, key) is { } chain)
            {
                faults.Add($"{path}.scenarioKey", $"{path}.scenarioKey closes a cycle: {scenario.Key} -> {string.Join(" -> ", chain)}");
            }

            faults
                .Demand(seen.Add(key), $"{path}.scenarioKey", $"{path}.scenarioKey: '{key}' is named already")
                .Demand(
                    on is null || (on.Count > 0 && on.All(Endings.Contains)),
                    $"{path}.onStatus",
                    $"{path}.onStatus must be a list of PASSED, FAILED, BROKEN, FAILED_STUCK, CANCELLED, SKIPPED, or left out for PASSED"
                );
        }
    }

    /// <summary>The keys from <paramref name="from"/> to <paramref name="to"/> along dependencies; null when no way leads there.</summary>
    /// <remarks>What <paramref name="to"/> itself depended on until now is never looked at: the way ends there.</remarks>
    private List<string>? ChainTo(string to, string from)
    {
        var cameFrom = new Dictionary<string, string?>(StringComparer.Ordinal) { [from] = null };
        var open = new Queue<string>([from]);
        while (open.TryDequeue(out var key))
        {
            if (key == to)
            {
                var chain = new List<string>();
                for (var at = key; at is not null; at = cameFrom[at])
                {
                    chain.Insert(0, at);
                }

                return chain;
            }

            foreach (var next in known.GetValueOrDefault(key) ?? [])
            {
                if (cameFrom.TryAdd(next, key))
                {
                    open.Enqueue(next);
                }
            }
        }

        return null;
    }
}
