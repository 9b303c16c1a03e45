using Orchestra.Contracts.Errors;
using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling;

/// <summary>What became of a process source: a graph, or every fault that forbids one.</summary>
/// <param name="Graph">The graph with its warnings; null when there are faults.</param>
/// <param name="Faults">Every fault with element id and line; empty when the graph is there.</param>
public sealed record ProcessImport(ControlFlowGraph? Graph, IReadOnlyList<Fault> Faults);
