using Orchestra.Contracts.Runs;

namespace Orchestra.Contracts.Scenarios;

/// <summary>Another scenario of the suite that must have ended before this one starts.</summary>
/// <param name="ScenarioKey">Its key.</param>
/// <param name="OnStatus">How it must have ended; PASSED when absent.</param>
public sealed record ScenarioDependency(string ScenarioKey, IReadOnlyList<RunStatus>? OnStatus = null);
