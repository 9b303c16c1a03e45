using Orchestra.Contracts.Runs;

namespace Orchestra.Runs.Journal;

/// <summary>A row of <c>step_result</c>.</summary>
/// <param name="StepIndex">The step.</param>
/// <param name="Attempt">From 1; rises only by a decided retry.</param>
/// <param name="Sends">How often it went out: more than 1 after a crash.</param>
/// <param name="Status">Its state.</param>
/// <param name="StartedAt">What <c>now()</c> means in its templates.</param>
/// <param name="DurationMs">Milliseconds; null while RUNNING.</param>
/// <param name="Payload">Request, response, violations.</param>
public sealed record StepEntry(
    int StepIndex,
    int Attempt,
    int Sends,
    StepStatus Status,
    DateTimeOffset StartedAt,
    double? DurationMs,
    StepPayload Payload
);
