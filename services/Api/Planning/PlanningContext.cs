using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Specs;

namespace Orchestra.Api.Planning;

/// <summary>What the plans of one request share.</summary>
/// <param name="Environment">Where the SUT is, frozen.</param>
/// <param name="Endpoints">Endpoints of the suite's specs by key.</param>
/// <param name="Data">The data that scenarios run with.</param>
/// <param name="Priorities">What priorities runs may have.</param>
internal sealed record PlanningContext(
    PlanEnvironment Environment,
    IReadOnlyDictionary<string, SpecEndpoint> Endpoints,
    RunData Data,
    RunPriorities Priorities
);
