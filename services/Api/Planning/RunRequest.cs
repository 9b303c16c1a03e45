using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Planning;

/// <summary>What a run or a suite run is planned with.</summary>
/// <param name="EnvironmentId">Where the SUT is.</param>
/// <param name="DataSetId">Data laid over the scenario's own.</param>
/// <param name="DataSetTag">The same by tag: of the sets that have it, for each scenario the one of the narrowest scope, then the newest.</param>
/// <param name="Mode">How to go through the steps.</param>
internal sealed record RunRequest(Guid EnvironmentId, Guid? DataSetId, string? DataSetTag, RunMode Mode);
