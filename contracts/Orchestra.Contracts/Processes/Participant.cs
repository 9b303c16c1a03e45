namespace Orchestra.Contracts.Processes;

/// <summary>A pool of a collaboration.</summary>
/// <param name="Id">The element id of the source.</param>
/// <param name="Name">The name; null when the source has none.</param>
/// <param name="ProcessId">The process that it holds; null for a pool of which only the outside is drawn.</param>
public sealed record Participant(string Id, string? Name = null, string? ProcessId = null);
