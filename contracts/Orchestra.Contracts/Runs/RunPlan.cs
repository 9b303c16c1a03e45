using System.Text.Json.Nodes;
using Orchestra.Contracts.Scenarios;
using Orchestra.Contracts.Specs;

namespace Orchestra.Contracts.Runs;

/// <summary>Everything that a run needs, frozen when it was created: the executor reads no other table.</summary>
public sealed record RunPlan
{
    /// <summary>The newest version that this code writes.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>Version of this shape in stored JSON; readers accept the one before.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>Semantics of templates and rules.</summary>
    public string Dialect { get; init; } = "orchestra-1";

    /// <summary>Key of the scenario.</summary>
    public required string ScenarioKey { get; init; }

    /// <summary>Name of the scenario.</summary>
    public required string ScenarioName { get; init; }

    /// <summary>The steps, by order index.</summary>
    public required IReadOnlyList<ScenarioStep> Steps { get; init; }

    /// <summary>The flows that the scenario plans to take, in order.</summary>
    public IReadOnlyList<string> Edges { get; init; } = [];

    /// <summary>Each visit of a decision that the scenario plans, in order.</summary>
    public IReadOnlyList<DecisionVisit> Decisions { get; init; } = [];

    /// <summary>Merged test data (<c>data</c>).</summary>
    public JsonObject Data { get; init; } = [];

    /// <summary>The resolved environment.</summary>
    public required PlanEnvironment Environment { get; init; }

    /// <summary>Endpoints of the steps by <see cref="EndpointKey"/>.</summary>
    public IReadOnlyDictionary<string, SpecEndpoint> Endpoints { get; init; } = new Dictionary<string, SpecEndpoint>();

    /// <summary>Seed of random template functions.</summary>
    public long Seed { get; init; }

    /// <summary>Plug-ins and their versions.</summary>
    public IReadOnlyDictionary<string, string> Plugins { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Results that the run starts with (FROM_STEP, SINGLE_STEP): <c>steps</c> by alias, as templates read them; <c>withheld</c>, paths
    /// below them that are masked and may not be read; <c>fromRunId</c>, whose results they are.
    /// </summary>
    public JsonObject? InitialContext { get; init; }

    /// <summary>The key of an endpoint in <see cref="Endpoints"/>: <c>service#endpointName</c>.</summary>
    public static string EndpointKey(EndpointRef endpoint) => endpoint.ServiceName + "#" + endpoint.EndpointName;
}
