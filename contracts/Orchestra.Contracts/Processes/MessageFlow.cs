namespace Orchestra.Contracts.Processes;

/// <summary>A message flow between two pools.</summary>
/// <param name="Id">The element id of the source.</param>
/// <param name="Source">The node or the participant that sends.</param>
/// <param name="Target">The node or the participant that receives.</param>
/// <param name="Name">The name; null when the source has none.</param>
/// <param name="Line">The line of the element in the source, from 1.</param>
public sealed record MessageFlow(string Id, string Source, string Target, string? Name = null, int? Line = null);
