using Orchestra.Api.Data.Entities;
using Orchestra.Contracts.Specs;

namespace Orchestra.Api.Planning;

/// <summary>What the plans of one request share.</summary>
/// <param name="Environment">Where the SUT is.</param>
/// <param name="Endpoints">Endpoints of the suite's specs by key.</param>
/// <param name="Data">The data that scenarios run with.</param>
/// <param name="Priorities">What priorities runs may have.</param>
internal sealed record PlanningContext(
    TestEnvironment Environment,
    IReadOnlyDictionary<string, SpecEndpoint> Endpoints,
    RunData Data,
    RunPriorities Priorities
);
