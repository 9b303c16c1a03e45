namespace Orchestra.Contracts.Bus;

/// <summary>Wakes the Api: some run changed. Carries nothing; the ledger is the truth.</summary>
public sealed record RunsChanged;
