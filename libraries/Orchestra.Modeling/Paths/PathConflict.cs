using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Paths;

/// <summary>
/// Why a path cannot be run, and which others cannot for the same reason: those that take the same flows and differ in nothing that is named here.
/// </summary>
/// <param name="Flows">The flows that cannot be taken together, in the order of the path.</param>
/// <param name="Infeasibility">Where they contradict, and why.</param>
public sealed record PathConflict(IReadOnlyList<string> Flows, Infeasibility Infeasibility)
{
    /// <summary>Flows that the path does not take, and with which the reason would not hold.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>Nodes that must be passed as often as on this path for the reason to hold.</summary>
    public IReadOnlyList<string> AsOften { get; init; } = [];

    /// <summary>Nodes that must not be passed between the flows for the reason to hold.</summary>
    public IReadOnlyList<string> NotBetween { get; init; } = [];

    /// <summary>Nodes that must not be passed twice for the reason to hold.</summary>
    public IReadOnlyList<string> AtMostOnce { get; init; } = [];

    /// <summary>Whether the reason surely holds for other paths as well; else they are judged one by one.</summary>
    public bool IsGeneral { get; init; } = true;
}
