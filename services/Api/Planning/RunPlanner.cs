using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Contracts.Errors;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Plugins;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Planning;

/// <summary>
/// Freezes scenario, data and environment into a <see cref="RunPlan"/>: from here on the run depends on nothing that can change.
/// One planner serves one request; what scenarios share is read once.
/// </summary>
internal sealed class RunPlanner(ApiDbContext db, PluginRegistry plugins)
{
    /// <summary>Reads everything that the plans of <paramref name="suite"/> need.</summary>
    public async Task<PlanningContext> PrepareAsync(Suite suite, RunRequest request, CancellationToken cancellationToken)
    {
        var environment =
            await db.Environments.AsNoTracking().SingleOrDefaultAsync(row => row.Id == request.EnvironmentId, cancellationToken)
            ?? throw ApiException.NotFound("environment");
        await OutboundCeiling.DemandInsideAsync(db, environment, cancellationToken);
        var specs = await db.Specs.AsNoTracking().Where(row => suite.SpecIds.Contains(row.Id)).ToListAsync(cancellationToken);
        var endpoints = new Dictionary<string, SpecEndpoint>(StringComparer.Ordinal);
        foreach (var spec in specs)
        {
            foreach (var endpoint in spec.Endpoints)
            {
                endpoints[RunPlan.EndpointKey(new EndpointRef(spec.ProtocolId, spec.ServiceName, endpoint.EndpointName))] = endpoint;
            }
        }

        return new PlanningContext(
            await PlanEnvironments.FreezeAsync(db, environment, cancellationToken),
            endpoints,
            await RunData.PrepareAsync(db, suite, request, cancellationToken),
            await RunPriorities.FindAsync(db, cancellationToken)
        );
    }

    /// <summary>Any fixed number will do; taken from the run's id it is another one for each run and the same after a crash.</summary>
    public static long SeedOf(Guid runId) => BinaryPrimitives.ReadInt64BigEndian(runId.ToByteArray(bigEndian: true).AsSpan(8));

    /// <summary>The plan of one scenario.</summary>
    /// <exception cref="ApiException">400 with every fault: a service without a URL, a profile or a data set that is not there, two values for one key.</exception>
    public async Task<RunPlan> PlanAsync(TestScenario scenario, PlanningContext context, Guid runId, CancellationToken cancellationToken)
    {
        var faults = new List<Fault>();
        var data = await context.Data.OfAsync(scenario, db, faults, cancellationToken);
        var endpoints = new Dictionary<string, SpecEndpoint>(StringComparer.Ordinal);
        foreach (var (place, step) in scenario.Steps.Index())
        {
            StepConnections.Check(step, place, context.Environment, faults);
            if (step.EndpointRef is not { } endpoint)
            {
                continue;
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
            Environment = context.Environment,
            Endpoints = endpoints,
            Seed = SeedOf(runId),
            Plugins = PluginsOf(scenario.Steps),
        };
    }

    // A channel that this build cannot speak has none: its steps say so when their turn comes.
    private Dictionary<string, string> PluginsOf(IEnumerable<ScenarioStep> steps) =>
        steps
            .Where(step => step.Kind != StepKind.Barrier)
            .Select(step => plugins.Find(step.ChannelType))
            .OfType<IProtocolPlugin>()
            .DistinctBy(plugin => plugin.Id)
            .ToDictionary(plugin => plugin.Id, plugin => plugin.Version, StringComparer.Ordinal);
}
