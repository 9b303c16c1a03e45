using Orchestra.Contracts.Processes;
using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Paths;

/// <summary>A condition that decides whether a flow is taken.</summary>
/// <param name="Flow">The flow that it stands on.</param>
/// <param name="Condition">The condition.</param>
/// <param name="Holds">Whether it must hold; else it must not.</param>
/// <param name="IsWish">Whether it only makes the choice clearer: another flow's condition, which is looked at later.</param>
internal sealed record FlowTerm(GraphEdge Flow, ParsedCondition Condition, bool Holds, bool IsWish);
