using Orchestra.Contracts.Runs;

namespace Orchestra.Runs.Reading;

/// <summary>What a run waits for, as the ledger has it.</summary>
/// <param name="Status">Its state.</param>
/// <param name="Attempt">Claims so far, from 1.</param>
/// <param name="MaxParallel">Runs that its tenant may have queued or under way at once.</param>
/// <param name="Active">Runs that its tenant has queued or under way.</param>
/// <param name="Ahead">Runs of its tenant in the same state that come before it.</param>
/// <param name="HeartbeatAt">When its executor was last heard of; null before the first claim.</param>
/// <param name="CancelRequested">Whether somebody asked to stop it.</param>
/// <param name="IsBlocked">Whether what it depends on has not ended as it must.</param>
/// <param name="Reason">Why it ended, or is to end, without its executor's doing.</param>
/// <param name="WaitsFor">Of a blocked run: the runs that it waits for, in words.</param>
public sealed record RunWait(
    RunStatus Status,
    int Attempt,
    int MaxParallel,
    int Active,
    int Ahead,
    DateTimeOffset? HeartbeatAt,
    bool CancelRequested,
    bool IsBlocked = false,
    string? Reason = null,
    string? WaitsFor = null
);
