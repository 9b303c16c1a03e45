using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Bpmn;

/// <summary>A <c>flowNodeRef</c> of a lane.</summary>
/// <param name="NodeId">The node named.</param>
/// <param name="Lane">The lane.</param>
/// <param name="Depth">How deep the lane is nested: the innermost wins.</param>
/// <param name="Line">The line of the reference.</param>
internal sealed record LaneMember(string NodeId, Lane Lane, int Depth, int Line);
