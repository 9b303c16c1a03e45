using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Contracts.Errors;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Planning;

/// <summary>
/// Freezes scenario, data and environment into a <see cref="RunPlan"/>: from here on the run depends on nothing that can change.
/// One planner serves one request; what scenarios share is read once.
/// </summary>
internal sealed class RunPlanner(ApiDbContext db)
{
    /// <summary>Reads everything that the plans of <paramref name="suite"/> need.</summary>
    public async Task<PlanningContext> PrepareAsync(Suite suite, RunRequest request, CancellationToken cancellationToken)
    {
        var environment =
            await db.Environments.AsNoTracking().SingleOrDefaultAsync(row => row.Id == request.EnvironmentId, cancellationToken)
            ?? throw ApiException.NotFound("environment");
        await DemandInsideCeilingAsync(environment, cancellationToken);
        var specs = await db.Specs.AsNoTracking().Where(row => suite.SpecIds.Contains(row.Id)).ToListAsync(cancellationToken);
        var endpoints = new Dictionary<string, SpecEndpoint>(StringComparer.Ordinal);
        foreach (var spec in specs)
        {
            foreach (var endpoint in spec.Endpoints)
            {
                endpoints[RunPlan.EndpointKey(new EndpointRef(spec.ProtocolId, spec.ServiceName, endpoint.EndpointName))] = endpoint;
            }
        }

        return new PlanningContext(environment, endpoints, await ChosenDataAsync(request, cancellationToken));
    }

    /// <summary>The plan of one scenario.</summary>
    /// <exception cref="ApiException">400 with every fault: a service without a URL, a data set that is not there, two values for one key.</exception>
    public async Task<RunPlan> PlanAsync(TestScenario scenario, PlanningContext context, Guid runId, CancellationToken cancellationToken)
    {
        var faults = new List<Fault>();
        var data = await DataOfAsync(scenario, context, faults, cancellationToken);
        var endpoints = new Dictionary<string, SpecEndpoint>(StringComparer.Ordinal);
        foreach (var step in scenario.Steps)
        {
            if (step.EndpointRef is not { } endpoint)
            {
                continue;
            }

            if (!context.Environment.ServiceUrls.ContainsKey(endpoint.ServiceName))
            {
                faults.Add(
                    new Fault(
                        $"serviceUrls.{endpoint.ServiceName}",
                        null,
                        $"environment '{context.Environment.Name}' has no URL for the service {endpoint.ServiceName}"
                    )
                );
            }

            var key = RunPlan.EndpointKey(endpoint);
            if (context.Endpoints.TryGetValue(key, out var spec))
            {
                endpoints[key] = spec;
            }
        }

        if (faults.Count > 0)
        {
            throw new ApiException(
                ErrorCode.BadRequest,
                $"scenario '{scenario.Name}' cannot be planned: {faults[0].Message}",
                [.. faults.DistinctBy(fault => (fault.Path, fault.Message))]
            );
        }

        return new RunPlan
        {
            ScenarioKey = scenario.Key,
            ScenarioName = scenario.Name,
            Steps = scenario.Steps,
            Edges = scenario.Edges,
            Decisions = scenario.Decisions,
            Data = data,
            Environment = new PlanEnvironment
            {
                Name = context.Environment.Name,
                ServiceUrls = context.Environment.ServiceUrls,
                Variables = context.Environment.Variables,
                Allow = context.Environment.Allow,
                Mask = context.Environment.Mask,
            },
            Endpoints = endpoints,
            // Any fixed number will do; taken from the run's id it is another one for each run and the same after a crash.
            Seed = BinaryPrimitives.ReadInt64BigEndian(runId.ToByteArray(bigEndian: true).AsSpan(8)),
            Plugins = new Dictionary<string, string> { ["http"] = "1" },
        };
    }

    private async Task DemandInsideCeilingAsync(TestEnvironment environment, CancellationToken cancellationToken)
    {
        var faults = await OutboundCeiling.FaultsAsync(db, environment.Allow, cancellationToken);
        if (faults.Count > 0)
        {
            throw new ApiException(
                ErrorCode.BadRequest,
                $"environment '{environment.Name}' opens more than the tenant allows now: {faults[0].Message}",
                [.. faults.Select(fault => new Fault($"environment.allow[{fault.Index}]", null, fault.Message))]
            );
        }
    }

    private async Task<JsonObject> DataOfAsync(
        TestScenario scenario,
        PlanningContext context,
        List<Fault> faults,
        CancellationToken cancellationToken
    )
    {
        var data = new JsonObject();
        foreach (var name in scenario.DataSets)
        {
            if (!context.DataSets.TryGetValue(name, out var dataSet))
            {
                dataSet = await db.DataSets.AsNoTracking().SingleOrDefaultAsync(row => row.Name == name, cancellationToken);
                context.DataSets[name] = dataSet;
            }

            if (dataSet is null)
            {
                faults.Add(new Fault("dataSets", null, $"the path names the data set '{name}', which is not there: create it"));
            }
            else
            {
                DataMerge.Add(data, dataSet.Data, name, faults);
            }
        }

        var merged = scenario.Data.DeepClone().AsObject();
        DataMerge.Override(merged, data);
        if (context.Chosen is { } chosen)
        {
            DataMerge.Override(merged, chosen.Data);
        }

        return merged;
    }

    private async Task<DataSet?> ChosenDataAsync(RunRequest request, CancellationToken cancellationToken)
    {
        if (request.DataSetId is { } id)
        {
            return await db.DataSets.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken)
                ?? throw ApiException.NotFound("data set");
        }

        if (request.DataSetTag is not { } tag)
        {
            return null;
        }

        return await db
                .DataSets.AsNoTracking()
                .Where(row => row.Tags.Contains(tag))
                .OrderByDescending(row => row.Id)
                .FirstOrDefaultAsync(cancellationToken)
            ?? throw ApiException.BadRequest("dataSetTag", $"no data set has the tag '{tag}'");
    }
}
