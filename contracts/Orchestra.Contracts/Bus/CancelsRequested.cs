namespace Orchestra.Contracts.Bus;

/// <summary>Wakes executors' heartbeats: some run is to stop. Carries nothing; the ledger says which.</summary>
public sealed record CancelsRequested;
