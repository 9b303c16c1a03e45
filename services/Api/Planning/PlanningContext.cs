using Orchestra.Api.Data.Entities;
using Orchestra.Contracts.Specs;

namespace Orchestra.Api.Planning;

/// <summary>What the plans of one request share.</summary>
/// <param name="Environment">Where the SUT is.</param>
/// <param name="Endpoints">Endpoints of the suite's specs by key.</param>
/// <param name="Chosen">Data chosen for this run.</param>
internal sealed record PlanningContext(TestEnvironment Environment, IReadOnlyDictionary<string, SpecEndpoint> Endpoints, DataSet? Chosen)
{
    /// <summary>Data sets read so far, by name; null where there is none.</summary>
    public Dictionary<string, DataSet?> DataSets { get; } = new(StringComparer.Ordinal);
}
