namespace Orchestra.Contracts.Processes;

/// <summary>A lane of a pool.</summary>
/// <param name="Id">The lane id.</param>
/// <param name="Name">The lane name; null when the source has none.</param>
public sealed record Lane(string Id, string? Name);
