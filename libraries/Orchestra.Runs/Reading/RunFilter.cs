using Orchestra.Contracts.Runs;

namespace Orchestra.Runs.Reading;

/// <summary>Which runs to list, newest first.</summary>
/// <param name="Status">Only those in this state.</param>
/// <param name="ScenarioId">Only those of this scenario.</param>
/// <param name="SuiteRunId">Only those of this suite run.</param>
/// <param name="Before">Only those with a smaller id: the cursor.</param>
/// <param name="Limit">At most this many.</param>
public sealed record RunFilter(RunStatus? Status, Guid? ScenarioId, Guid? SuiteRunId, Guid? Before, int Limit);
