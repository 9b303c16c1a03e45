namespace Orchestra.Contracts.Processes;

/// <summary>A data object or data store that a process shows.</summary>
/// <param name="Id">The element id of the source.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name, or that of what it refers to; null when the source has none.</param>
/// <param name="Line">The line of the element in the source, from 1.</param>
public sealed record DataElement(string Id, DataKind Kind, string? Name = null, int? Line = null);
