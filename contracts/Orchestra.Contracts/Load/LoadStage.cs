namespace Orchestra.Contracts.Load;

/// <summary>A stretch of a load in which it goes evenly from where it was to a target.</summary>
/// <param name="DurationMs">How long it takes; 0 jumps to the target.</param>
/// <param name="Target">Users of a closed load, starts a second of an open one, at its end.</param>
public sealed record LoadStage(long DurationMs, decimal Target);
