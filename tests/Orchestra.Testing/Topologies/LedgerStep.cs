using Orchestra.Contracts.Runs;

namespace Orchestra.Testing.Topologies;

/// <summary>A row of <c>runs.step_result</c>.</summary>
public sealed record LedgerStep(Guid RunId, int Index, int Attempt, long Epoch, int Sends, StepStatus Status, string? Reason);
