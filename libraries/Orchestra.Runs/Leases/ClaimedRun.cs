using Orchestra.Contracts.Runs;

namespace Orchestra.Runs.Leases;

/// <summary>A run that this executor has just claimed.</summary>
/// <param name="Lease">The lease.</param>
/// <param name="Mode">How to go through the steps.</param>
/// <param name="StartStepIndex">The first step to run.</param>
/// <param name="CorrelationId">Sent with every outgoing call.</param>
/// <param name="Attempt">1 for the first executor; more after a crash.</param>
/// <param name="StartedAt">When the first executor claimed it, by the database's clock.</param>
/// <param name="SuiteRunId">The suite run that it belongs to.</param>
public sealed record ClaimedRun(
    RunLease Lease,
    RunMode Mode,
    int StartStepIndex,
    string CorrelationId,
    int Attempt,
    DateTimeOffset StartedAt,
    Guid? SuiteRunId = null
);
