using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Paths;

/// <summary>What catches an event that is thrown.</summary>
/// <param name="Catcher">The boundary event or the event sub-process.</param>
/// <param name="Scope">The sub-process that is interrupted; null for the whole process.</param>
/// <param name="EndsScope">Whether it is left too: by a boundary event of it.</param>
internal sealed record Catch(GraphNode Catcher, string? Scope, bool EndsScope);
