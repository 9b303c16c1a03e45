namespace Orchestra.Modeling.Bpmn;

/// <summary>A pool of a collaboration.</summary>
/// <param name="Id">The element id.</param>
/// <param name="Name">The name.</param>
/// <param name="ProcessId">The process it holds; null for a black box.</param>
/// <param name="Line">The line of the element.</param>
internal sealed record ParticipantDraft(string? Id, string? Name, string? ProcessId, int Line);
