using Orchestra.Contracts.Runs;

namespace Orchestra.Runs.Journal;

/// <summary>How a step ended.</summary>
/// <param name="Status">Its final state.</param>
/// <param name="DurationMs">Milliseconds from start to end.</param>
/// <param name="Payload">Request, response, violations.</param>
public sealed record StepOutcome(StepStatus Status, double DurationMs, StepPayload Payload);
