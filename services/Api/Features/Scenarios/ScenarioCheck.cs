using System.Text;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Validation;
using Orchestra.Contracts;
using Orchestra.Contracts.Json;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Api.Features.Scenarios;

/// <summary>Every fault of a scenario that shows without running it.</summary>
internal sealed class ScenarioCheck(ApiDbContext db, ScenarioStore store)
{
    private const int MaxDataBytes = 256 * 1024;
    private const int MaxTags = 50;
    private const int MaxSteps = 5000;

    /// <summary>400 with every fault of a scenario that is to stand in a suite whose row is locked.</summary>
    /// <param name="scenario">Its content.</param>
    /// <param name="suiteId">The suite.</param>
    /// <param name="key">The key that it has there; null for a new one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task DemandGoodAsync(TestScenario scenario, Guid suiteId, string? key, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        NullMembers.Find(scenario, "", faults);
        // The rest reads what must be there.
        faults.ThrowIfAny("the scenario is not valid");
        faults
            .Text(scenario.Key, "key", 100)
            .Demand(key is null || scenario.Key == key, "key", $"key must be '{key}': it is the scenario's identity");
        CheckHead(scenario, faults);
        if (scenario.DependsOn is not null)
        {
            new DependencyCheck(await store.DependenciesAsync(suiteId, cancellationToken)).Check(scenario, faults);
        }

        if (scenario.Steps.Count <= MaxSteps)
        {
            new StepCheck(await EndpointsAsync(suiteId, cancellationToken), faults).Check(scenario.Steps);
        }

        faults.ThrowIfAny("the scenario is not valid");
    }

    /// <summary>What the specs of a suite declare.</summary>
    public async Task<IReadOnlySet<EndpointRef>> EndpointsAsync(Guid suiteId, CancellationToken cancellationToken)
    {
        var ids = await db.Suites.Where(suite => suite.Id == suiteId).Select(suite => suite.SpecIds).SingleAsync(cancellationToken);
        var specs = await db
            .Specs.AsNoTracking()
            .Where(spec => ids.Contains(spec.Id))
            .Select(spec => new
            {
                spec.ProtocolId,
                spec.ServiceName,
                spec.Endpoints,
            })
            .ToListAsync(cancellationToken);
        return specs
            .SelectMany(spec =>
                spec.Endpoints.Select(endpoint => new EndpointRef(spec.ProtocolId, spec.ServiceName, endpoint.EndpointName))
            )
            .ToHashSet();
    }

    private static void CheckHead(TestScenario scenario, FaultList faults)
    {
        faults
            .Text(scenario.Name, "name", 500)
            .Demand(scenario.Tags.Count <= MaxTags, "tags", "tags must have at most 50 entries")
            .Demand(scenario.DataSets.Count <= MaxTags, "dataSets", "dataSets must have at most 50 entries")
            .Demand(scenario.Steps.Count <= MaxSteps, "steps", $"steps must have at most {MaxSteps} entries");
        for (var i = 0; i < Math.Min(scenario.Tags.Count, MaxTags); i++)
        {
            faults.Text(scenario.Tags[i], $"tags[{i}]", 100);
        }

        for (var i = 0; i < Math.Min(scenario.DataSets.Count, MaxTags); i++)
        {
            faults.Text(scenario.DataSets[i], $"dataSets[{i}]", 200);
        }

        if (StorableJson.FaultOf(scenario.Data) is { } fault)
        {
            faults.Add("data", $"data {fault}");
        }
        else
        {
            faults.Demand(
                Encoding.UTF8.GetByteCount(scenario.Data.ToJsonString(OrchestraJson.Options)) <= MaxDataBytes,
                "data",
                "data must be at most 256 KiB"
            );
        }
    }
}
