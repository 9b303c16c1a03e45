namespace Orchestra.Runs.Journal;

/// <summary>What the ledger says to a write, after its commit.</summary>
/// <param name="Held">Whether the lease is the newest; without it nothing was written.</param>
/// <param name="Written">Whether the row was written: an ended step never is again.</param>
/// <param name="Cancelled">A start: somebody asked to stop the run, so nothing was written.</param>
/// <param name="StartedAt">A start: when the step first went out.</param>
/// <param name="Sends">A start: how often it has gone out.</param>
internal readonly record struct JournalAnswer(
    bool Held,
    bool Written,
    bool Cancelled = false,
    DateTimeOffset StartedAt = default,
    int Sends = 0
)
{
    /// <summary>Somebody else owns the run.</summary>
    public static JournalAnswer LeaseLost => default;
}
