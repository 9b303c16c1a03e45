namespace Orchestra.Contracts.Bus;

/// <summary>Wakes executors: work is there. Carries nothing, so losing or doubling it only costs time.</summary>
public sealed record RunsQueued;
