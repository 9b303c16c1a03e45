using Orchestra.Contracts.Runs;

namespace Orchestra.Testing.Topologies;

/// <summary>A row of <c>runs.test_run</c>.</summary>
public sealed record LedgerRun(
    Guid TenantId,
    Guid Id,
    RunStatus Status,
    string? LockedBy,
    long Epoch,
    int Attempt,
    DateTime? HeartbeatAt,
    long LastSeq
);
