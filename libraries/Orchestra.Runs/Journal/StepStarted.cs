namespace Orchestra.Runs.Journal;

/// <summary>The ledger's word that a step may go out.</summary>
/// <param name="StartedAt">What <c>now()</c> means in its templates; a re-send gets the first one again.</param>
/// <param name="Sends">1 for the first send.</param>
/// <param name="CancelRequested">Whether somebody asked to stop the run: then the step must not go out.</param>
public sealed record StepStarted(DateTimeOffset StartedAt, int Sends, bool CancelRequested);
