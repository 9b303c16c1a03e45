using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Bpmn;

/// <summary>A data object, a data store or a reference to one, as read.</summary>
/// <param name="Id">The element id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The name.</param>
/// <param name="RefersTo">For a reference: what it names.</param>
/// <param name="Line">The line of the element.</param>
internal sealed record DataDraft(string Id, DataKind Kind, string? Name, string? RefersTo, int Line);
