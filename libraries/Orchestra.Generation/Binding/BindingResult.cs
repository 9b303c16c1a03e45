using Orchestra.Contracts.Scenarios;

namespace Orchestra.Generation.Binding;

/// <summary>The bindings of a process.</summary>
/// <param name="ByNode">The endpoint of each bound node.</param>
/// <param name="Unbound">The tasks without one, in the order of the source.</param>
/// <param name="ByStore">The table of each data store that has one.</param>
internal sealed record BindingResult(
    IReadOnlyDictionary<string, TaskBinding> ByNode,
    IReadOnlyList<UnboundTask> Unbound,
    IReadOnlyDictionary<string, TaskBinding> ByStore
);
