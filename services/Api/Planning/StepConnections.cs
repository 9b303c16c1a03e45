using Orchestra.Contracts.Errors;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Api.Planning;

/// <summary>What a step needs of an environment to reach its endpoint: a service's URL, or the profile that it names. Pure.</summary>
internal static class StepConnections
{
    /// <summary>Adds what <paramref name="environment"/> lacks.</summary>
    /// <param name="step">The step.</param>
    /// <param name="place">Its place in the scenario.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="faults">Where the faults go.</param>
    public static void Check(ScenarioStep step, int place, PlanEnvironment environment, List<Fault> faults)
    {
        // The others are reached through a profile.
        if (
            step.EndpointRef is { ProtocolId: not ("kafka" or "queue" or "db") } endpoint
            && !environment.ServiceUrls.ContainsKey(endpoint.ServiceName)
        )
        {
            faults.Add(
                new Fault(
                    $"serviceUrls.{endpoint.ServiceName}",
                    null,
                    $"environment '{environment.Name}' has no URL for the service {endpoint.ServiceName}"
                )
            );
        }

        var meta = step.Action.Meta;
        Demand("clusterAlias", meta.ClusterAlias, "kafkaProfiles", environment.KafkaProfiles.Keys);
        Demand("brokerAlias", meta.BrokerAlias, "queueProfiles", environment.QueueProfiles.Keys);
        Demand("dataSource", meta.DataSource, "dbProfiles", environment.DbProfiles.Keys);
        if (meta.Auth != "none")
        {
            Demand("auth", meta.Auth, "authProfiles", environment.AuthProfiles.Keys);
        }

        void Demand(string member, string? alias, string profiles, IEnumerable<string> known)
        {
            if (alias is not null && !known.Contains(alias))
            {
                var there = string.Join(", ", known.Order(StringComparer.Ordinal));
                faults.Add(
                    new Fault(
                        $"steps[{place}].action.meta.{member}",
                        null,
                        $"step '{step.Alias}' names '{alias}', which is not in the {profiles} of environment '{environment.Name}'"
                            + (there.Length == 0 ? ": it has none" : $": there are {there}")
                    )
                );
            }
        }
    }
}
