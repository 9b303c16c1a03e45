namespace Orchestra.Modeling.Bpmn;

/// <summary>A message flow as read: nothing of it has been looked up yet.</summary>
/// <param name="Id">The element id.</param>
/// <param name="Source">What sends.</param>
/// <param name="Target">What receives.</param>
/// <param name="Name">The name.</param>
/// <param name="Line">The line of the element.</param>
internal sealed record MessageFlowDraft(string? Id, string? Source, string? Target, string? Name, int Line);
