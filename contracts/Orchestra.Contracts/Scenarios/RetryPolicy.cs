namespace Orchestra.Contracts.Scenarios;

/// <summary>Decided retries of a step; each try is an attempt of its own in the journal.</summary>
/// <param name="MaxAttempts">Tries in all, 1 to 20.</param>
/// <param name="BackoffMs">Milliseconds before the second try; doubled for each further one.</param>
/// <param name="On">Outcomes that are tried again; BROKEN when absent.</param>
public sealed record RetryPolicy(int MaxAttempts = 1, int BackoffMs = 200, IReadOnlyList<RetryCause>? On = null);
